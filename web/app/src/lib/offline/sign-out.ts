/** Leaving a device, or handing it to another account: never while something would stay behind unsent. */
import { forgetActor } from './account.ts';
import type { Device } from './device.svelte.ts';
import { draftsThat, UNSHARED } from './draft-store.ts';
import { notExported, unsentRows } from './handover-file.ts';
import { isOpen } from './parked.ts';
import { pendingStarts } from './pending-starts.ts';
import { countUnsentPhotos } from './photo-rows.ts';

export type StayReason = 'unsent' | 'parked' | 'photos' | 'drafts';

/** Why this account may not leave the device now. */
export async function mustStay({ db, status, drafts }: Device): Promise<StayReason | undefined> {
  if ((await pendingStarts(db)).length > 0) return 'unsent';
  const unsent = await unsentRows(db);
  if ((await notExported({ db }, idsOf(unsent))).length > 0) return 'unsent';
  const parked = await db.parked.filter(isOpen).toArray();
  if ((await notExported({ db }, idsOf(parked))).length > 0) return 'parked';
  if ((await countUnsentPhotos(db)) > 0) return 'photos';
  // Drafts stay on the device for the next sign-in, but on one that begins anew.
  const left = status.revoked ? await draftsThat(await drafts(), ...UNSHARED, 'late') : [];
  return left.length > 0 ? 'drafts' : undefined;
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/**
 * Its databases stay on the device under its name, for its next sign-in. A revoked device begins anew, unless something was
 * recorded while the session ended, here or in another tab: that stays too, to be handed over after the next sign-in.
 */
export async function leave(device: Device): Promise<void> {
  forgetActor();
  if (device.status.revoked && (await mustStay(device)) === undefined) await device.erase();
  else await device.close();
}
