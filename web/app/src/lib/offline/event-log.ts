/** The events of this device: making one, and reading them back. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import type { Result } from '@liangma/shared/kernel/result';
import { openEvent } from '@liangma/shared/protocol/envelope';
import { type EventType, eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import { deviceSigner } from '@liangma/web-common/crypto/device-key';
import * as v from 'valibot';
import { appendEvent, type ChainHead, type ChainStore, headOf, type NewEvent } from './chain.ts';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import { deviceKey } from './device-keys.ts';
import { exclusively } from './exclusively.ts';
import type { Local } from './local.ts';
import type { EventRow } from './rows.ts';

/** Throws what the storage throws: then nothing was made. */
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
  return appendEvent(chainStore(local, db, key.id), author, event);
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

const opened = new Map<string, LiangmaEvent | undefined>();

/** What a row says. This device signed it itself, so the signature is not checked again for showing it. */
export async function readEvent(row: Pick<EventRow, 'id' | 'envelope'>): Promise<LiangmaEvent | undefined> {
  if (opened.has(row.id)) return opened.get(row.id);
  const bytes = fromBase64Url(row.envelope);
  const raw = bytes && (await openEvent(bytes, new Uint8Array(), async () => true));
  const parsed = v.safeParse(eventSchema, raw?.ok ? raw.value : undefined);
  const event = parsed.success ? parsed.output : undefined;
  opened.set(row.id, event);
  return event;
}
