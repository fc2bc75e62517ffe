/**
 * [POST-4] First passwords of the accounts that an import made, for a sheet that is shown once. Only hashes are stored, so that a lost
 * sheet is replaced by another one with other passwords, for those who have not chosen their own yet.
 */
import { mayManage } from '@liangma/shared/access/appointing';
import type { Actor } from '@liangma/shared/access/authorise';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { endSessions } from '../accounts/passwords.ts';
import { saveAccounts } from '../accounts/save-accounts.ts';
import { attemptsKey } from '../accounts/sign-in.ts';
import type { Deps } from '../deps.ts';
import { type AuditEntry, auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, unchanged } from '../ports/store.ts';
import { type HandedOut, unitOf } from './account-import.ts';
import { newPassword } from './people.ts';

export interface PasswordSheet {
  readonly passwords: readonly HandedOut[];
  /** Accounts of the import that get none: the person has chosen a password, the account is closed or out of reach. */
  readonly left: number;
}

export function handOutFirstPasswords(
  deps: Deps,
  actor: Actor,
  importId: string,
): Promise<Result<PasswordSheet, 'not-found'>> {
  return deps.store.write<Result<PasswordSheet, 'not-found'>>(async (tx) => {
    const now = deps.clock.now();
    const made = await tx.registryHistory.madeByImport(NO_SHARD, 'accounts', importId);
    const passwords: HandedOut[] = [];
    const audit: AuditEntry[] = [];
    for (const account of made) {
      const known = await tx.accounts.byName(account);
      if (!known?.actor.mustChangePassword || (known.closedAt ?? null) !== null) continue;
      if (!mayManage(actor, known.actor, now)) continue;
      const { plain, hash } = await newPassword(deps);
      await saveAccounts(tx, [{ ...known, password: hash }], now);
      await tx.accounts.saveAttempts(attemptsKey(account), { failures: 0, lastAt: now });
      await endSessions(tx, account);
      passwords.push({ account, name: known.actor.name, unit: unitOf(known.actor), password: plain });
      audit.push(auditEntry(deps, NO_SHARD, actor.account, 'password.first', account));
    }
    if (made.length === 0) return unchanged(err('not-found'));
    if (passwords.length === 0) return unchanged(ok({ passwords, left: made.length }));
    return committed(ok({ passwords, left: made.length - passwords.length }), ...audit);
  });
}
