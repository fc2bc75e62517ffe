/** A refusal is written down after the rest of the answer. */
import { MINUTE } from '@liangma/shared/kernel/instant';
import * as real from '../../../../web/app/src/lib/offline/outbox/parked.ts';

export * from '../../../../web/app/src/lib/offline/outbox/parked.ts';

export const park: typeof real.park = async (db, rows) => {
  setTimeout(() => real.park(db, rows), MINUTE);
};
