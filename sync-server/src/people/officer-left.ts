/**
 * [POST-3] The register says that an officer left: on that day the posts at the agency end, with devices, grants and, where no post is
 * left elsewhere, the account. Nobody has to close it by hand.
 */
import { endPosts } from '@liangma/shared/access/appointing';
import { isOpen } from '@liangma/shared/access/post';
import { dayOf } from '@liangma/shared/kernel/instant';
import { servesOn } from '@liangma/shared/registry/officer';
import { saveAccounts } from '../accounts/save-accounts.ts';
import { tellSessions } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import { type AuditEntry, auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import type { WriteTx } from '../ports/store.ts';
import { noteAccountChange } from './account-entry.ts';
import { endAccess } from './leaving.ts';

/** Names no person: the register decides. */
const REGISTER = { account: 'registry', name: '' };

interface Ended {
  readonly audit?: readonly AuditEntry[];
  readonly after?: () => void;
}

/** Ends the access, unless the register has another day by now. */
export async function endAccessOfLeft(deps: Deps, tx: WriteTx, id: string): Promise<Ended> {
  const now = deps.clock.now();
  const [officer] = await tx.officers.byIds([id]);
  if (!officer || servesOn(officer, dayOf(now))) return {};
  const left: string[] = [];
  for (const known of await tx.accounts.ofOfficer(id)) {
    const own = known.actor.posts.filter((post) => post.agency?.id === officer.agency && isOpen(post, now));
    if (own.length === 0) continue;
    const posts = endPosts(
      known.actor.posts,
      now,
      own.map((post) => post.id),
    );
    const next = { ...known, actor: { ...known.actor, posts } };
    const isGone = !posts.some((post) => isOpen(post, now));
    const closed = isGone ? { ...next, closedAt: known.closedAt ?? now } : next;
    await saveAccounts(tx, [await endAccess(deps, tx, REGISTER, closed, 'officer-left')], now);
    await noteAccountChange(deps, tx, REGISTER.account, { before: known, after: closed });
    left.push(known.name);
  }
  return {
    audit: left.map((account) => auditEntry(deps, NO_SHARD, REGISTER.account, 'officer.left', account)),
    after: () => {
      for (const account of left) tellSessions(deps, account);
      // Ended grants are in the signed files that doors download.
      if (left.length > 0) deps.trust.changed();
    },
  };
}
