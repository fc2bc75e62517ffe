/** [SYNC-9] A device that its agency has revoked asks for nothing; once an hour it looks whether that is still so. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import { SyncProblem } from './sync-problem.ts';

/** Wraps what asks the server for something to be given. Throws without asking while the last answer is fresh. */
export async function asDeviceInUse<T>(db: DeviceDb, now: () => number, ask: () => Promise<T>): Promise<T> {
  const told = await readMeta(db, 'revokedAt');
  // A time ahead of a clock that was set back says nothing.
  if (told !== undefined && Math.abs(now() - told) < HOUR) throw new SyncProblem('device-revoked', HOUR);
  try {
    const answer = await ask();
    if (told !== undefined) await db.meta.delete('revokedAt');
    return answer;
  } catch (error) {
    if (error instanceof SyncProblem && error.kind === 'device-revoked') await writeMeta(db, 'revokedAt', now());
    throw error;
  }
}
