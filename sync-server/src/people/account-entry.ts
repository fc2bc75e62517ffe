/** Accounts as entries of the registry: what files say of them, and how they changed. */
import { type AccountEntry, accountEntry, isSameEntry } from '@liangma/shared/access/account-import';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { EntryHistory } from '@liangma/shared/registry/history';
import type { Account } from '../accounts/repository.ts';
import type { Deps } from '../deps.ts';
import { withActorNames } from '../ports/actor-names.ts';
import { newId } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import type { Reads, Writes } from '../ports/store.ts';
import { changesWithSides } from '../registry/history.ts';

export async function entryOfAccount(
  tx: Reads<'officers'>,
  { actor, phone = '', closedAt = null }: Account,
  at: Instant,
): Promise<AccountEntry> {
  const [officer] = actor.officer === null ? [] : await tx.officers.byIds([actor.officer]);
  const certificate = officer?.certificate.number ?? null;
  return accountEntry({ actor, phone, closed: closedAt !== null, certificate }, at);
}

/** Keeps what a change by hand did to an account, in its write. `by` names the account that changed it. */
export async function noteAccountChange(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Reads<'officers'> & Writes<'registryHistory'>,
  by: string,
  { before, after }: { readonly before: Account | undefined; readonly after: Account },
): Promise<void> {
  const at = deps.clock.now();
  const was = before && (await entryOfAccount(tx, before, at));
  if (was && isSameEntry(was, await entryOfAccount(tx, after, at))) return;
  const stamp = { id: newId(deps), at, actor: by, importId: null };
  await tx.registryHistory.saveChanges('accounts', [{ shard: NO_SHARD, subject: after.name, before: was }], stamp);
}

/** The account with its changes, newest first. A post that ends by its own term is no change of the account. */
export async function accountHistory(
  tx: Reads<'accounts' | 'officers' | 'registryHistory'>,
  account: Account,
  at: Instant,
): Promise<EntryHistory> {
  const changes = await withActorNames(tx, await tx.registryHistory.changesOf(NO_SHARD, 'accounts', account.name));
  const last = changes.at(-1);
  const afterLast = last && (await entryOfAccount(tx, account, last.at));
  return { entry: await entryOfAccount(tx, account, at), changes: changesWithSides(changes, afterLast) };
}
