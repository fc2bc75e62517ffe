/** Making the events of this device. */
import type { Result } from '@liangma/shared/kernel/result';
import type { EventType } from '@liangma/shared/protocol/event';
import { deviceSigner } from '@liangma/web-common/crypto/device-key';
import { appendEvent, type ChainHead, type ChainStore, headOf, type NewEvent } from './chain.ts';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import { deviceKey } from './device-keys.ts';
import { exclusively } from './exclusively.ts';
import type { Local } from './local.ts';
import { noteReplaced, toReplace } from './parked.ts';
import type { EventRow } from './rows.ts';

/**
 * [SYNC-14] Where the server had refused such an event of this task, the new one stands in its place and says so. Throws
 * what the storage throws: then nothing was made.
 */
export async function append<T extends EventType>(
  local: Local,
  db: DeviceDb,
  event: NewEvent<T>,
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
  const made = await appendEvent(chainStore(local, db, key.id), author, { ...event, ...replaces });
  // Not fatal: the envelope says it, and is looked at again (`followReplacements`).
  if (made.ok && replaced) await noteReplaced(db, made.value).catch(() => undefined);
  return made;
}

/** The newest event that this device has made. */
export const headOnDevice = async (local: Local, db: DeviceDb): Promise<ChainHead> =>
  headOf(chainStore(local, db, (await deviceKey(db)).id));

const chainStore = (local: Local, db: DeviceDb, device: string): ChainStore => ({
  storedHead: () => readMeta(db, 'head'),
  newestEvent: async () =>
    (await local.collections.events.findOne({ selector: { seq: { $gte: 0 } }, sort: [{ seq: 'desc' }] }).exec()) ??
    undefined,
  insertEvent: async (row) => {
    await local.collections.events.insert(row);
  },
  storeHead: (head) => writeMeta(db, 'head', head),
  exclusively: (work) => exclusively(`${db.name}-chain-${device}`, work),
});
