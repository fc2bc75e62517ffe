/** Leaving a device, as the sync centre lets one: what the server has not taken is exported first, or it stays. */

import type { Phone } from '../browser/phone-and-pages.ts';
import { count } from '../faults.ts';
import { closeAll, open } from '../world/pages.ts';
import { say, thinksRevoked, type World } from '../world/world.ts';
import { fieldOf } from './actors.ts';
import { signIn } from './desk.ts';
import { saveFile } from './handovers.ts';

/** Goes on, in simulated time, after this returns. */
export const tryToLeave = (world: World, phone: Phone, how?: 'without a file'): void =>
  void leave(world, phone, how).catch((error) => say(world, `${phone.name}  could not leave: ${error}`));

async function leave(world: World, phone: Phone, how?: 'without a file'): Promise<void> {
  const field = fieldOf(phone);
  if (!field) return;
  if (!how) await saveFile(world, phone);
  const isRevoked = thinksRevoked(phone);
  if (!(await field.mayLeave())) return count(world.counts, 'devices that could not be left');
  // From here on what is there may go at any moment, also when the page dies meanwhile.
  if (isRevoked) world.ledger.goes(phone, 'left');
  if (!(await field.leave())) return;
  count(world.counts, isRevoked ? 'begun-anew' : 'left');
  closeAll(phone);
  await signIn(world, phone);
  open(world, phone);
}
