/** The one way to save accounts of a store in use: each post with a date of its own gets the deadline on which it ends. */
import { isOpen, type Post } from '@liangma/shared/access/post';
import type { Instant } from '@liangma/shared/kernel/instant';
import { NO_SHARD } from '../ports/shards.ts';
import type { Writes } from '../ports/store.ts';
import type { Account } from './repository.ts';

/** Kind of the job; its subject is the account. */
export const POST_ENDED = 'post-ended';

/** Names a post with its date: a job of an earlier date finds no post. */
export const endStep = ({ id, until }: Pick<Post, 'id' | 'until'>): string => `${id} ${until}`;

/** [POST-3] Saves the accounts, with a job (`people/post-ended.ts`) for the end of each post that has one and has not ended by `now`. */
export async function saveAccounts(
  tx: Writes<'accounts' | 'jobs'>,
  accounts: readonly Account[],
  now: Instant,
): Promise<void> {
  await tx.accounts.save(accounts);
  for (const { name, actor } of accounts)
    for (const { id, until } of actor.posts)
      if (until !== null && isOpen({ until }, now))
        await tx.jobs.add({
          shard: NO_SHARD,
          kind: POST_ENDED,
          subject: name,
          step: endStep({ id, until }),
          dueAt: until,
        });
}
