/** Grants to issue codes on site: this device's own, and the published ones that codes of others may name. */
import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { grantDocumentSchema } from '@liangma/shared/protocol/grant-document';
import { grantRef } from '@liangma/shared/task-code/grant';
import type { FindGrant } from '@liangma/shared/task-code/granted-verify';
import { openGrantList } from '@liangma/shared/trust/grant-list';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { bestEffort } from '@liangma/web-common/best-effort';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { liveQuery, type Observable } from 'dexie';
import * as v from 'valibot';
import type { DeviceDb } from '../database/device-db.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';

const replySchema = v.object({ grants: v.array(grantDocumentSchema) });

/** Replaces the grants of this device by the server's. The numbers that this device has given out are never touched. */
export async function refreshGrants(db: DeviceDb, wire: Wire, device: string): Promise<void> {
  const reply = v.safeParse(replySchema, await wire.getJson(`/api/grants/mine?device=${device}`));
  if (!reply.success) throw new SyncProblem('unreadable');
  const rows = reply.output.grants.flatMap(({ data, signed, issued }) => {
    const bytes = fromBase64Url(signed);
    return bytes ? [{ id: data.id as string, data, signed: bytes, issued }] : [];
  });
  await db.transaction('rw', db.grants, async () => {
    await db.grants.clear();
    await db.grants.bulkPut(rows);
  });
}

export interface HeldGrant {
  readonly data: GivenGrant;
  /** The highest number that was given out, here or according to the server. */
  readonly issued: number;
}

/** The grants of this device, the one that runs longest first. */
export const grants$ = (db: DeviceDb): Observable<HeldGrant[]> =>
  liveQuery(async () => {
    const [rows, numbers] = await Promise.all([db.grants.toArray(), db.numbers.toArray()]);
    const last = new Map(numbers.map((row) => [row.grant, row.last]));
    return rows
      .map(({ id, data, issued }) => ({ data, issued: Math.max(issued, last.get(id) ?? 0) }))
      .sort((a, b) => b.data.window.to - a.data.window.to);
  });

/**
 * Returns the next number of a grant, undefined when none is left. The number is on disk before it is returned, in one
 * transaction over all tabs, so that no two codes have the same. An unused number is lost.
 */
export const takeNumber = (db: DeviceDb, grant: string): Promise<number | undefined> =>
  db.transaction('rw', db.grants, db.numbers, async () => {
    const row = await db.grants.get(grant);
    const last = Math.max(row?.issued ?? 0, (await db.numbers.get(grant))?.last ?? 0);
    if (!row || last >= row.data.maxCodes) return undefined;
    await db.numbers.put({ grant, last: last + 1 });
    return last + 1;
  });

/** Downloads the signed list of the county, for codes of other devices. */
export async function refreshGrantList(
  db: DeviceDb,
  wire: Wire,
  county: string,
  keys: KeySet,
  now: number,
): Promise<void> {
  const kept = await db.files.get('grants');
  const file = await wire.getFile(`/.well-known/liangma/grants/${county}`, kept?.etag ?? '');
  if (!file && kept) await db.files.put({ ...kept, at: now });
  if (!file) return;
  const list = await openGrantList(file.bytes, keys, verifySignature);
  if (!list.ok || list.value.county !== county) throw new SyncProblem('bad-trust');
  await db.files.put({ name: 'grants', ...file, at: now });
}

/** Finds a grant on this device, else through the network. */
export const findGrant =
  (db: DeviceDb, wire: Wire, keys: KeySet): FindGrant =>
  async (ref) => {
    const id = toHex(ref);
    const own = await db.grants.get(id);
    return own?.signed ?? (await inList(db, keys, id)) ?? (await fetched(wire, id));
  };

async function inList(db: DeviceDb, keys: KeySet, id: string): Promise<Uint8Array | undefined> {
  const file = await db.files.get('grants');
  const list = file && (await openGrantList(file.bytes, keys, verifySignature));
  if (!list?.ok) return undefined;
  for (const grant of list.value.grants) if (toHex(await grantRef(grant, sha256)) === id) return grant;
  return undefined;
}

async function fetched(wire: Wire, id: string): Promise<Uint8Array | undefined> {
  const file = await bestEffort(wire.getFile(`/.well-known/liangma/grant/${id}`, ''), 'there may be no network');
  return file && toHex(await grantRef(file.bytes, sha256)) === id ? file.bytes : undefined;
}
