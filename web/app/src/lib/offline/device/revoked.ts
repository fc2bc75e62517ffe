/** [SYNC-9] A device that its agency has revoked pulls nothing; once an hour it asks whether that is still so. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import { SyncProblem } from '../wire/sync-problem.ts';

/** Wraps a request for data. Throws without a request while the last refusal is fresh. */
export async function asDeviceInUse<T>(db: DeviceDb, now: () => number, ask: () => Promise<T>): Promise<T> {
  const revokedAt = await readMeta(db, 'revokedAt');
  // A time ahead of a clock that was set back says nothing.
  if (revokedAt !== undefined && Math.abs(now() - revokedAt) < HOUR) throw new SyncProblem('device-revoked', HOUR);
  try {
    const answer = await ask();
    if (revokedAt !== undefined) await db.meta.delete('revokedAt');
    return answer;
  } catch (error) {
    if (error instanceof SyncProblem && error.kind === 'device-revoked') await writeMeta(db, 'revokedAt', now());
    throw error;
  }
}
