/**
 * Handover file: the events that the server has not taken, for the desk to bring in if this device cannot send them. It
 * holds the signed envelopes themselves and is signed by this device (shared/protocol/handover.ts).
 */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { fitting, sealHandover } from '@liangma/shared/protocol/handover';
import { deviceSigner } from '@liangma/web-common/crypto/device-key';
import { saveFile } from '#lib/files/save-file.ts';
import type { DeviceDb } from '../database/device-db.ts';
import { deviceKey } from '../device/device-keys.ts';
import type { Uses } from '../parts.ts';
import type { EventRow } from '../rows.ts';
import { isOpen } from './parked.ts';

export interface HandoverFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Ids of the events in it, oldest first. */
  readonly events: readonly string[];
  /** Number of events that did not fit: they go into the next file. */
  readonly left: number;
}

/** Returns undefined if there is nothing to hand over. Events that were not exported yet come first. */
export async function makeHandover(
  { db, actor }: Uses<'db' | 'actor'>,
  now: number,
): Promise<HandoverFile | undefined> {
  const [unsent, parked, key] = await Promise.all([unsentRows(db), db.parked.toArray(), deviceKey(db)]);
  const exported = new Set(await db.exported.toCollection().primaryKeys());
  const all = new Map([...parked.filter(isOpen).map(({ event }) => event), ...unsent].map((row) => [row.id, row]));
  const rows = [...all.values()]
    .sort((a, b) => Number(exported.has(a.id)) - Number(exported.has(b.id)) || a.seq - b.seq)
    .map(({ id, seq, envelope }) => ({ id, seq, envelope: fromBase64Url(envelope) ?? new Uint8Array() }));
  if (rows.length === 0) return undefined;
  const inside = [...fitting(rows)].sort((a, b) => a.seq - b.seq);
  return {
    name: fileName(actor.account, now),
    bytes: await sealHandover(deviceSigner(key), {
      publicKey: key.publicKey,
      account: actor.account,
      at: now,
      envelopes: inside.map(({ envelope }) => envelope),
    }),
    events: inside.map(({ id }) => id),
    left: rows.length - inside.length,
  };
}

/** Name of a file for the desk: the account and the time of its making. */
export const fileName = (account: string, now: number, kind = ''): string =>
  `${['liangma', account, new Date(now).toISOString().slice(0, 19).replaceAll(':', ''), kind].filter(Boolean).join('-')}.liangma`;

/** Gives the file to the person, and notes that its events have left this device. */
export async function exportHandover(
  device: Uses<'db' | 'actor'>,
  now: number,
): Promise<Pick<HandoverFile, 'events' | 'left'>> {
  const file = await makeHandover(device, now);
  if (!file) return { events: [], left: 0 };
  saveFile(file.name, new Blob([file.bytes], { type: 'application/octet-stream' }));
  await device.db.exported.bulkPut(file.events.map((event) => ({ event, at: now })));
  return file;
}

/** Returns the ids that never left this device in a file. */
export async function notExported({ db }: Uses<'db'>, ids: readonly string[]): Promise<string[]> {
  const known = await db.exported.bulkGet([...ids]);
  return ids.filter((_, i) => known[i] === undefined);
}

/** Not sent, or sent and waiting at the server for an earlier one. */
export const unsentRows = (db: DeviceDb): Promise<EventRow[]> =>
  db.events.where('sync.state').anyOf('pending', 'waiting').toArray();
