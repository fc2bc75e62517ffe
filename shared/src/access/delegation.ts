/** Handing over a post while its holder is away. */
import type { Instant } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Actor } from './authorise.ts';
import { isOpen, type Post, postsAt } from './post.ts';

export interface DelegationTerms {
  readonly from: Instant;
  readonly until: Instant;
}

export type DelegationError =
  /** The giver has no post of his own that lasts as long as the period. */
  | 'no-own-post'
  | 'to-oneself'
  | 'other-agency'
  | 'period-reversed'
  | 'period-past'
  | 'account-closed'
  /** Somebody else stands in at that time already. */
  | 'already-delegated';

export interface DelegationFacts {
  readonly giver: Actor;
  readonly deputy: Actor;
  readonly deputyClosed: boolean;
  /** Posts that the giver has handed over so far, to whomever. */
  readonly given: readonly Post[];
  /** Id of the new post. */
  readonly id: string;
}

/**
 * [POST-1] An approver hands his own post to one person of the same agency, for a period that ends no later than the post. A
 * post held for somebody else is not handed on. The deputy is held to APR-1 and APR-4 in person, and so is the giver
 * (`tasks/transition.ts`). Returns the post that the deputy gets.
 */
export function delegate(facts: DelegationFacts, terms: DelegationTerms, now: Instant): Result<Post, DelegationError> {
  const { giver, deputy } = facts;
  if (terms.until <= terms.from) return err('period-reversed');
  if (terms.until <= now) return err('period-past');
  if (deputy.account === giver.account) return err('to-oneself');
  if (facts.deputyClosed) return err('account-closed');
  const from = Math.max(terms.from, now);
  const own = postsAt(giver, from).find(
    ({ role, delegatedBy, until }) => role === 'approver' && !delegatedBy && (until === null || until >= terms.until),
  );
  if (!own) return err('no-own-post');
  if (deputy.agency === null || deputy.agency.id !== own.agency?.id) return err('other-agency');
  const overlaps = facts.given.some((post) => isOpen(post, from) && post.from < terms.until);
  if (overlaps) return err('already-delegated');
  const { role, agency, region } = own;
  const delegatedBy = { account: giver.account, name: giver.name };
  return ok({ id: facts.id, role, agency, region, from, until: terms.until, delegatedBy });
}
