import { enterLateEntry } from '#lib/api/tasks.ts';
import type { DeviceDb } from '../database/device-db.ts';
import { sendLateEntries } from './late-entries.ts';

/** Sends the late entries of this device to the server. */
export const enterLate = (db: DeviceDb): Promise<number> => sendLateEntries(db, enterLateEntry);
