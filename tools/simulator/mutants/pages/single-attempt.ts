/** An event whose receipt does not hold is never sent again. */
import type * as real from '../../../../web/app/src/lib/offline/outbox/ledger.ts';

export * from '../../../../web/app/src/lib/offline/outbox/ledger.ts';

export const tryAgain: typeof real.tryAgain = async () => undefined;
