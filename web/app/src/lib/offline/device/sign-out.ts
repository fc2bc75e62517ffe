/** Leaving a device, or handing it to another account: never while something would stay behind unsent. */

import { type DeviceDb, readMeta } from '../database/device-db.ts';
import { draftsThat, UNSHARED } from '../drafts/draft-store.ts';
import { notExported, unsentRows } from '../outbox/handover-file.ts';
import { isOpen } from '../outbox/parked.ts';
import type { Uses } from '../parts.ts';
import { countUnsentPhotos } from '../photos/photo-rows.ts';
import { pendingStarts } from '../tasks/pending-starts.ts';
import { forgetActor } from './account.ts';

export type StayReason = 'unsent' | 'parked' | 'photos' | 'drafts' | 'late-entries';

/** Returns why this account may not leave the device now; undefined if it may. */
export async function mustStay({ db, drafts }: Uses<'db' | 'drafts'>): Promise<StayReason | undefined> {
  const revoked = await isRevoked(db);
  if ((await pendingStarts(db)).length > 0) return 'unsent';
  const unsent = await unsentRows(db);
  if ((await notExported({ db }, idsOf(unsent))).length > 0) return 'unsent';
  const parked = await db.parked.filter(isOpen).toArray();
  if ((await notExported({ db }, idsOf(parked))).length > 0) return 'parked';
  if ((await countUnsentPhotos(db)) > 0) return 'photos';
  const entries = await db.lateEntries.where('state').notEqual('sent').toArray();
  if (entries.some(({ state }) => state === 'ready' || revoked)) return 'late-entries';
  // Drafts stay on the device for the next sign-in, but a revoked device begins anew.
  const left = revoked ? await draftsThat(await drafts(), ...UNSHARED, 'late') : [];
  return left.length > 0 ? 'drafts' : undefined;
}

const isRevoked = async (db: DeviceDb): Promise<boolean> => (await readMeta(db, 'revokedAt')) !== undefined;

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/**
 * Ends the account's use of this device. Its databases stay for its next sign-in. A revoked device begins anew, unless
 * something was recorded while the session ended, here or in another tab: then that stays too, to be handed over later.
 */
export async function leave(
  device: Uses<'db' | 'drafts'> & { close(): Promise<void>; erase(): Promise<void> },
): Promise<void> {
  forgetActor();
  if ((await isRevoked(device.db)) && (await mustStay(device)) === undefined) await device.erase();
  else await device.close();
}
