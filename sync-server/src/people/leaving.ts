/** [POST-3] Ends what hangs on a post: posts handed over from it, devices and their grants, and with the last post every session. */
import { endPosts } from '@liangma/shared/access/appointing';
import type { Actor } from '@liangma/shared/access/authorise';
import { isOpen } from '@liangma/shared/access/post';
import type { LeavingReason } from '@liangma/shared/devices/leaving-reason';
import { endSessions } from '../accounts/passwords.ts';
import type { Account } from '../accounts/repository.ts';
import type { Deps } from '../deps.ts';
import { revokeHeld } from '../devices/devices.ts';
import type { Writes } from '../ports/store.ts';

type Tx = Writes<'accounts' | 'devices' | 'grants' | 'shards'>;

/** `account` has its posts as they are from now on. Returns it to be saved. */
export async function endAccess(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  by: Pick<Actor, 'account' | 'name'>,
  account: Account,
  reason: LeavingReason = 'post-ended',
): Promise<Account> {
  const now = deps.clock.now();
  const left = account.actor.posts.filter((post) => isOpen(post, now) && !post.delegatedBy);
  const holds = (role: string): boolean => left.some((post) => post.role === role);
  if (!holds('approver')) await takeBack(tx, account.name, now);
  if (!holds('inspector')) await revokeDevices(deps, tx, { by: by.account, name: by.name, reason }, account.actor);
  if (!account.actor.posts.some((post) => isOpen(post, now))) await endSessions(tx, account.name);
  return account;
}

/** Ends what a person handed over; the deputies keep their own posts. */
async function takeBack(tx: Tx, giver: string, now: number): Promise<void> {
  for (const deputy of await tx.accounts.deputiesOf(giver)) {
    const handed = deputy.actor.posts.filter(({ delegatedBy }) => delegatedBy?.account === giver).map(({ id }) => id);
    await tx.accounts.save([
      { ...deputy, actor: { ...deputy.actor, posts: endPosts(deputy.actor.posts, now, handed) } },
    ]);
  }
}

async function revokeDevices(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  why: { readonly by: string; readonly name: string; readonly reason: LeavingReason },
  { account, officer }: Actor,
): Promise<void> {
  if (officer === null) return;
  const revocation = { at: deps.clock.now(), ...why };
  for (const known of await tx.devices.ofOfficers([officer])) {
    if (known.account !== account) continue;
    const device = await tx.devices.hold(known);
    if (device.revokedAt === null) await revokeHeld(tx, device, revocation);
  }
}
