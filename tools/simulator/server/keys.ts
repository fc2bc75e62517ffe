/**
 * The server's key for receipts: rotated, or marked as compromised from a moment on, by an operator at the folder that all
 * its processes read. From that moment on nobody believes a receipt of it, and what is sent again is given a new one (SYNC-1).
 */
import { toHex } from '@liangma/shared/kernel/bytes';
import { SECOND } from '@liangma/shared/kernel/instant';
import { compromiseKey, type Folder, rotateKeys } from '../../../sync-server/src/adapters/keys/edit-keys.ts';
import { keyFolder } from '../../../sync-server/src/adapters/keys/key-folder.ts';
import { count } from '../faults.ts';
import { say, type World } from '../world/world.ts';

const folderOf = ({ keysFolder, time }: World): Folder => ({
  path: keyFolder(keysFolder),
  sealer: undefined,
  now: Math.floor(time.now() / SECOND),
});

export function rotate(world: World): void {
  const how = { roles: ['receipts'], suite: undefined, overlapDays: 90, validDays: undefined } as const;
  if (!rotateKeys(folderOf(world), how).ok) throw new Error('the key was not rotated');
  count(world.counts, 'rotated');
}

/** Marks the key that signs now as compromised. */
export function compromise(world: World, minutes: number): void {
  const folder = folderOf(world);
  const kid = toHex(world.keys.signerFor('receipts').kid);
  const at = folder.now - minutes * 60;
  if (!compromiseKey(folder, kid, at).ok) throw new Error('the key was not marked');
  world.compromised.set(kid, { from: at * SECOND, known: world.time.now() + EVERYWHERE });
  count(world.counts, 'compromised');
  say(world, `nothing of the key that signs receipts is believed from ${minutes} minutes ago on`);
}

/** By then each process has looked at the folder, ms. */
const EVERYWHERE = 2_000;
