/** The key of this device for one account, and its enrolment for the officer. */
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { createDeviceKey, type DeviceKey } from '@liangma/web-common/crypto/device-key';
import * as v from 'valibot';
import type { DeviceDb } from '../database/device-db.ts';
import { withLock } from '../lanes/with-lock.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';

export async function deviceKey(db: DeviceDb): Promise<DeviceKey> {
  const kept = await db.keys.get('device');
  if (kept) return kept.key;
  return withLock(`${db.name}-key`, async () => {
    const made = await db.keys.get('device');
    if (made) return made.key;
    const key = await createDeviceKey();
    await db.keys.add({ id: 'device', key, enrolledAt: null });
    return key;
  });
}

const replySchema = v.object({ device: v.string() });

/** Tells the server whose device this is. Doing it twice is harmless. Throws a SyncProblem. */
export async function enrol(db: DeviceDb, wire: Wire, now: number): Promise<void> {
  const key = await deviceKey(db);
  const body = await wire.postJson('/api/devices', { publicKey: toBase64Url(key.publicKey) });
  const reply = v.safeParse(replySchema, body);
  if (!reply.success || reply.output.device !== key.id) throw new SyncProblem('not-our-server');
  await db.keys.put({ id: 'device', key, enrolledAt: now });
}

/**
 * [SYNC-9] Enrols during setup. Deletes a key that was revoked before anything was signed with it, so that the next attempt
 * makes another and the phone can go on. Rethrows the failure of the enrolment.
 */
export async function enrolFirst(db: DeviceDb, wire: Wire, now: number, hasSigned: () => Promise<boolean>) {
  try {
    await enrol(db, wire, now);
  } catch (error) {
    const isRevoked = error instanceof SyncProblem && error.kind === 'device-revoked';
    if (isRevoked && !(await hasSigned())) await db.keys.delete('device');
    throw error;
  }
}
