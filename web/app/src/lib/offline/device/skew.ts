/** Skew of this device's clock, as of the last contact with the server. */
import { type DeviceDb, readMeta } from '../database/device-db.ts';

/** Returns 0 if the clock is before that contact, because it was set since. */
export async function keptSkew(db: DeviceDb, now: number): Promise<number> {
  const [skew, lastSync] = await Promise.all([readMeta(db, 'skew'), readMeta(db, 'lastSync')]);
  return lastSync !== undefined && now < lastSync ? 0 : (skew ?? 0);
}
