/** [POST-3] A post ends by its own date: what hangs on it ends as if somebody had ended the post by hand. */
import { isOpen, type Post } from '@liangma/shared/access/post';
import { endStep } from '../accounts/save-accounts.ts';
import { tellSessions } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import { type AuditEntry, auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import type { WriteTx } from '../ports/store.ts';
import { endAccess } from './leaving.ts';

/** Names no person: the date of the post decides. */
const TERM = { account: 'term', name: '' };

interface Ended {
  readonly audit?: readonly AuditEntry[];
  readonly after?: () => void;
}

/** Ends the access, unless the post has another date by now or the person holds the same post once more. */
export async function endAccessOfPost(deps: Deps, tx: WriteTx, account: string, step: string): Promise<Ended> {
  const known = await tx.accounts.byName(account);
  const ended = known?.actor.posts.find((post) => endStep(post) === step);
  if (!known || !ended || known.actor.posts.some((post) => goesOn(post, ended, deps.clock.now()))) return {};
  await endAccess(deps, tx, TERM, known);
  return {
    audit: [auditEntry(deps, NO_SHARD, TERM.account, 'post.end', account)],
    after: () => {
      tellSessions(deps, account);
      // Ended grants are in the signed files that doors download.
      deps.trust.changed();
    },
  };
}

const goesOn = (post: Post, ended: Post, now: number): boolean =>
  isOpen(post, now) && !post.delegatedBy && post.role === ended.role && post.agency?.id === ended.agency?.id;
