/**
 * Trust of this device for codes and receipts: the root that the page came with, and the signed files under it. A download
 * replaces the stored file only after its whole chain was verified.
 */
import type { RootKey } from '@liangma/shared/trust/key-set';
import type { Trust } from '@liangma/shared/trust/trust';
import { liveQuery } from 'dexie';
import { distinctUntilChanged, from, type Observable, switchMap } from 'rxjs';
import { openPacked, TRUST_PATH } from '#lib/evidence/trust.ts';
import type { DeviceDb } from '../database/device-db.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';

export async function keptTrust(db: DeviceDb, root: RootKey | undefined): Promise<Trust | undefined> {
  const file = await db.files.get('trust');
  return file && root ? openPacked(file.bytes, root) : undefined;
}

/** The kept trust, again whenever a newer one is kept; null while there is none. */
export const keptTrust$ = (db: DeviceDb, root: RootKey | undefined): Observable<Trust | null> =>
  from(liveQuery(() => db.files.get('trust'))).pipe(
    distinctUntilChanged((a, b) => a?.etag === b?.etag),
    switchMap(async () => (await keptTrust(db, root)) ?? null),
  );

/** True when something newer was kept. Throws a SyncProblem. */
export async function refreshTrust(db: DeviceDb, wire: Wire, root: RootKey | undefined, now: number): Promise<boolean> {
  if (!root) throw new SyncProblem('bad-trust');
  const kept = await db.files.get('trust');
  const file = await wire.getFile(TRUST_PATH, kept?.etag ?? '');
  if (!file) {
    if (kept) await db.files.put({ ...kept, at: now });
    return false;
  }
  const trust = await openPacked(file.bytes, root);
  if (!trust) throw new SyncProblem('bad-trust');
  await db.files.put({ name: 'trust', ...file, at: now });
  return true;
}
