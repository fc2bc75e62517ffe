/** Stores the trust of this device, for codes and receipts, in its database. */
import { ok } from '@liangma/shared/kernel/result';
import type { RootKey } from '@liangma/shared/trust/key-set';
import type { Trust } from '@liangma/shared/trust/trust';
import { liveQuery } from 'dexie';
import { distinctUntilChanged, from, type Observable, switchMap } from 'rxjs';
import { refreshTrust, storedTrust, TRUST_PATH, type TrustStorage } from '#lib/trust/trust-loader.ts';
import type { DeviceDb } from '../database/device-db.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';
import { keepRules } from './rules.ts';

export const deviceTrust = async (db: DeviceDb, root: RootKey | undefined): Promise<Trust | undefined> =>
  root && storedTrust({ root, storage: trustStorage(db, 0) });

/** The stored trust, again whenever a newer one is stored; null while there is none. */
export const deviceTrust$ = (db: DeviceDb, root: RootKey | undefined): Observable<Trust | null> =>
  from(liveQuery(() => db.files.get('trust'))).pipe(
    distinctUntilChanged((a, b) => a?.etag === b?.etag),
    switchMap(async () => (await deviceTrust(db, root)) ?? null),
  );

/** Returns true if a newer file was stored. Throws a SyncProblem. */
export async function refreshDeviceTrust(
  db: DeviceDb,
  wire: Wire,
  root: RootKey | undefined,
  now: number,
): Promise<boolean> {
  if (!root) throw new SyncProblem('bad-trust');
  const storage = trustStorage(db, now);
  const newer = await refreshTrust({
    root,
    storage,
    download: async (etag) => ok(await wire.getFile(TRUST_PATH, etag)),
  });
  if (!newer.ok) throw new SyncProblem('bad-trust');
  const file = newer.value && (await storage.read());
  if (newer.value && file) await keepRules(db, file.bytes, newer.value.keys);
  return newer.value !== undefined;
}

const trustStorage = (db: DeviceDb, now: number): TrustStorage => ({
  read: () => db.files.get('trust'),
  write: async ({ bytes, etag }) => void (await db.files.put({ name: 'trust', bytes, etag, at: now })),
});
