/** By how much this device's clock is off, as the server told at their last contact. */
import { type DeviceDb, readMeta } from './device-db.ts';

/** Nothing once the clock stands before that contact: it has been put right, or somewhere else. */
export async function keptSkew(db: DeviceDb, now: number): Promise<number> {
  const [skew, lastSync] = await Promise.all([readMeta(db, 'skew'), readMeta(db, 'lastSync')]);
  return lastSync !== undefined && now < lastSync ? 0 : (skew ?? 0);
}
