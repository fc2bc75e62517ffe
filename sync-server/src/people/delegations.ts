/** [POST-1] Handing over the own post, and taking it back. */
import { endPosts } from '@liangma/shared/access/appointing';
import type { Actor } from '@liangma/shared/access/authorise';
import { type DelegationError, type DelegationTerms, delegate } from '@liangma/shared/access/delegation';
import type { Post } from '@liangma/shared/access/post';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { saveAccounts } from '../accounts/save-accounts.ts';
import { tellSessions } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, type Reads, unchanged } from '../ports/store.ts';

export interface GivenDelegation {
  readonly deputy: { readonly account: string; readonly name: string };
  readonly post: Post;
}

export async function delegationsOf(tx: Reads<'accounts'>, giver: string): Promise<GivenDelegation[]> {
  const deputies = await tx.accounts.deputiesOf(giver);
  return deputies.flatMap(({ actor: { account, name, posts } }) =>
    posts
      .filter(({ delegatedBy }) => delegatedBy?.account === giver)
      .map((post) => ({ deputy: { account, name }, post })),
  );
}

type HandedOver = Result<
  GivenDelegation,
  { code: 'not-found' } | { code: 'delegation-refused'; rule: DelegationError }
>;

export async function handOver(deps: Deps, giver: Actor, deputy: string, terms: DelegationTerms): Promise<HandedOver> {
  const done = await deps.store.write<HandedOver>(async (tx) => {
    const known = await tx.accounts.byName(deputy);
    if (!known) return unchanged(err({ code: 'not-found' }));
    const facts = {
      giver,
      deputy: known.actor,
      deputyClosed: (known.closedAt ?? null) !== null,
      given: (await delegationsOf(tx, giver.account)).map(({ post }) => post),
      id: newId(deps),
    };
    const post = delegate(facts, terms, deps.clock.now());
    if (!post.ok) return unchanged(err({ code: 'delegation-refused', rule: post.error }));
    const posts = [...known.actor.posts, post.value];
    await saveAccounts(tx, [{ ...known, actor: { ...known.actor, posts } }], deps.clock.now());
    return committed(
      ok({ deputy: { account: deputy, name: known.actor.name }, post: post.value }),
      auditEntry(deps, NO_SHARD, giver.account, 'post.delegate', deputy),
    );
  });
  if (done.ok) tellSessions(deps, deputy);
  return done;
}

export async function takeBack(
  deps: Deps,
  giver: Actor,
  deputy: string,
  post: string,
): Promise<Result<true, 'not-found'>> {
  const done = await deps.store.write<Result<true, 'not-found'>>(async (tx) => {
    const known = await tx.accounts.byName(deputy);
    const isOwn = known?.actor.posts.some(
      ({ id, delegatedBy }) => id === post && delegatedBy?.account === giver.account,
    );
    if (!known || !isOwn) return unchanged(err('not-found'));
    const now = deps.clock.now();
    const posts = endPosts(known.actor.posts, now, [post]);
    await saveAccounts(tx, [{ ...known, actor: { ...known.actor, posts } }], now);
    return committed(ok(true), auditEntry(deps, NO_SHARD, giver.account, 'post.take-back', deputy));
  });
  if (done.ok) tellSessions(deps, deputy);
  return done;
}
