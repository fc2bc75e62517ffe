/** Making the events of this device. */
import type { Result } from '@liangma/shared/kernel/result';
import type { EventType } from '@liangma/shared/protocol/event';
import { type DeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import { deviceKey } from '../device/device-keys.ts';
import type { ChainHead, EventRow } from '../rows.ts';
import { appendEvent, type ChainStore, type NewEvent, START } from './chain.ts';
import { noteReplaced, toReplace } from './parked.ts';

/**
 * Key and head with which this tab wrote last, by database. They save a read before each event; the transaction that writes
 * the event checks both, so that a tab or a new enrolment that was faster costs a second attempt and nothing else.
 */
const lastUsed = new WeakMap<DeviceDb, { readonly key: DeviceKey; readonly head: ChainHead }>();

/**
 * [SYNC-14] If the server had refused an event of this type and task, the new one replaces it and says so. `alsoWrite` writes in
 * the same transaction. Throws what the storage throws: then nothing was made.
 */
export async function append<T extends EventType>(
  db: DeviceDb,
  event: NewEvent<T>,
  alsoWrite?: () => Promise<unknown>,
): Promise<Result<EventRow, 'too-large'>> {
  const replaced = await toReplace(db, event.type, event.task);
  const replaces = replaced ? { replaces: replaced.event.id } : {};
  const along = async (row: EventRow): Promise<void> => {
    if (replaced) await noteReplaced(db, row);
    await alsoWrite?.();
  };
  const key = lastUsed.get(db)?.key ?? (await deviceKey(db));
  const author = {
    device: key.id,
    signer: deviceSigner(key),
    now: () => Date.now(),
    random: () => crypto.getRandomValues(new Uint8Array(10)),
  };
  try {
    return await appendEvent(chainStore(db, key, along), author, { ...event, ...replaces });
  } catch (error) {
    lastUsed.delete(db);
    if (error instanceof KeyReplaced) return append(db, event, alsoWrite);
    throw error;
  }
}

/** Returns the newest event that this device has made. */
export const headOnDevice = async (db: DeviceDb): Promise<ChainHead> => (await readMeta(db, 'head')) ?? START;

/** Thrown in a transaction to end it without a trace: another tab has appended an event. */
class HeadMoved extends Error {}
/** Likewise: the device has another key by now. */
class KeyReplaced extends Error {}

/** `along` writes in the transaction that writes the event. */
function chainStore(db: DeviceDb, key: DeviceKey, along: (row: EventRow) => Promise<void>): ChainStore {
  return {
    head: async () => lastUsed.get(db)?.head ?? headOnDevice(db),
    async append(row, after, head) {
      try {
        await db.transaction('rw', [db.events, db.meta, db.parked, db.issued, db.keys], async () => {
          // All are requested at once and served in this order: the reads see the state before the writes.
          const [kept, was] = await Promise.all([
            db.keys.get('device'),
            headOnDevice(db),
            db.events.add(row),
            writeMeta(db, 'head', head),
          ]);
          if (kept?.key.id !== key.id) throw new KeyReplaced();
          if (was.hash !== after.hash) throw new HeadMoved();
          await along(row);
        });
        lastUsed.set(db, { key, head });
        return true;
      } catch (error) {
        lastUsed.delete(db);
        if (error instanceof HeadMoved) return false;
        throw error;
      }
    },
  };
}
