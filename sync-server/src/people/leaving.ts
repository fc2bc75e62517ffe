/** [POST-3] Ends what hangs on a post: posts handed over from it, devices and their grants, and with the last post every session. */
import { endPosts } from '@liangma/shared/access/appointing';
import type { Actor } from '@liangma/shared/access/authorise';
import { isOpen, type Post } from '@liangma/shared/access/post';
import type { LeavingReason } from '@liangma/shared/devices/leaving-reason';
import type { Instant } from '@liangma/shared/kernel/instant';
import { endSessions } from '../accounts/passwords.ts';
import type { Account } from '../accounts/repository.ts';
import { saveAccounts } from '../accounts/save-accounts.ts';
import type { Deps } from '../deps.ts';
import { revokeHeld } from '../devices/devices.ts';
import type { Writes } from '../ports/store.ts';

type Tx = Writes<'accounts' | 'devices' | 'grants' | 'jobs' | 'shards'>;

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
  await takeBack(tx, { giver: account.name, left, now });
  if (!left.some(({ role }) => role === 'inspector'))
    await revokeDevices(deps, tx, { by: by.account, name: by.name, reason }, account.actor);
  if (!account.actor.posts.some((post) => isOpen(post, now))) await endSessions(tx, account.name);
  return account;
}

interface Left {
  readonly giver: string;
  /** Posts of his own that he keeps. */
  readonly left: readonly Post[];
  readonly now: Instant;
}

/** Ends what a person handed over from a post that he has no more; the deputies keep their own posts. */
async function takeBack(tx: Tx, { giver, left, now }: Left): Promise<void> {
  const isOwn = ({ role, agency, from }: Post): boolean =>
    left.some((post) => post.role === role && post.agency?.id === agency?.id && post.from <= Math.max(from, now));
  for (const deputy of await tx.accounts.deputiesOf(giver)) {
    const { posts } = deputy.actor;
    const handed = posts.filter((post) => post.delegatedBy?.account === giver && isOpen(post, now) && !isOwn(post));
    if (handed.length === 0) continue;
    const ids = handed.map(({ id }) => id);
    await saveAccounts(tx, [{ ...deputy, actor: { ...deputy.actor, posts: endPosts(posts, now, ids) } }], now);
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
