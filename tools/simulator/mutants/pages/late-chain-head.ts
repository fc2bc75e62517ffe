/** The head of the chain is written 20 ms after its event. */
import * as real from '../../../../web/app/src/lib/offline/database/device-db.ts';

export * from '../../../../web/app/src/lib/offline/database/device-db.ts';

const LATE = 20;

export const writeMeta: typeof real.writeMeta = async (db, name, value) => {
  if (name !== 'head') return real.writeMeta(db, name, value);
  setTimeout(() => real.writeMeta(db, name, value), LATE);
};
