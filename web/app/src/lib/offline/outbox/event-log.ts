/** Making the events of this device. */
import type { Result } from '@liangma/shared/kernel/result';
import type { EventType } from '@liangma/shared/protocol/event';
import { deviceSigner } from '@liangma/web-common/crypto/device-key';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import { deviceKey } from '../device/device-keys.ts';
import type { ChainHead, EventRow } from '../rows.ts';
import { appendEvent, type ChainStore, type NewEvent, START } from './chain.ts';
import { noteReplaced, toReplace } from './parked.ts';

/**
 * [SYNC-14] If the server had refused an event of this type and task, the new one replaces it and says so. `alsoWrite` writes in
 * the same transaction. Throws what the storage throws: then nothing was made.
 */
export async function append<T extends EventType>(
  db: DeviceDb,
  event: NewEvent<T>,
  alsoWrite?: () => Promise<unknown>,
): Promise<Result<EventRow, 'too-large'>> {
  const key = await deviceKey(db);
  const author = {
    device: key.id,
    signer: deviceSigner(key),
    now: () => Date.now(),
    random: () => crypto.getRandomValues(new Uint8Array(10)),
  };
  const replaced = await toReplace(db, event.type, event.task);
  const replaces = replaced ? { replaces: replaced.event.id } : {};
  const along = async (row: EventRow): Promise<void> => {
    if (replaced) await noteReplaced(db, row);
    await alsoWrite?.();
  };
  return appendEvent(chainStore(db, along), author, { ...event, ...replaces });
}

/** Returns the newest event that this device has made. */
export const headOnDevice = async (db: DeviceDb): Promise<ChainHead> => (await readMeta(db, 'head')) ?? START;

/** `along` writes in the transaction that writes the event. */
export const chainStore = (db: DeviceDb, along: (row: EventRow) => Promise<void>): ChainStore => ({
  head: () => headOnDevice(db),
  append: (row, after, head) =>
    db.transaction('rw', db.events, db.meta, db.parked, db.issued, async () => {
      if ((await headOnDevice(db)).hash !== after.hash) return false;
      await db.events.add(row);
      await writeMeta(db, 'head', head);
      await along(row);
      return true;
    }),
});
