/** [POST-4] Changing the own password. Every other session of the account ends with the old one. */
import type { Actor } from '@liangma/shared/access/authorise';
import { type PasswordError, passwordError } from '@liangma/shared/access/password';
import { SECOND } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { hashPassword, passwordMatches } from '../adapters/crypto/passwords.ts';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, unchanged, type Writes } from '../ports/store.ts';
import { saveAccounts } from './save-accounts.ts';
import { sessionIdOf, tellSessions } from './sessions.ts';
import { attemptsKey, reserve } from './sign-in.ts';

export type ChangeError =
  | { readonly code: 'wrong-password' | 'not-signed-in' }
  | { readonly code: 'password-weak'; readonly rule: PasswordError }
  | { readonly code: 'too-many-attempts'; readonly retryAfter: number };

interface Change {
  readonly current: string;
  readonly next: string;
  /** Session that stays. */
  readonly session: string | undefined;
}

export async function changePassword(
  deps: Deps,
  { account: name }: Actor,
  { current, next, session }: Change,
): Promise<Result<Actor, ChangeError>> {
  const known = await deps.store.read((tx) => tx.accounts.byName(name));
  if (!known) return err({ code: 'not-signed-in' });
  // A stolen session must not become a way to guess the password.
  const wait = await reserve(deps, name);
  if (wait > 0) return err({ code: 'too-many-attempts', retryAfter: Math.ceil(wait / SECOND) });
  if (!(await passwordMatches(current, known.password))) return err({ code: 'wrong-password' });
  const { actor, phone } = known;
  const rule = current === next ? 'password-same' : passwordError(next, { ...actor, phone });
  const password = rule ? '' : await hashPassword(next, deps.passwordCost);
  const changed = await deps.store.write<Result<Actor, ChangeError>>(async (tx) => {
    await tx.accounts.saveAttempts(attemptsKey(name), { failures: 0, lastAt: deps.clock.now() });
    if (rule)
      return committed(err({ code: 'password-weak', rule }), auditEntry(deps, NO_SHARD, name, 'password.refuse', name));
    const present = await tx.accounts.byName(name);
    // Somebody else gave a new password meanwhile: that one counts.
    if (present?.password !== known.password) return unchanged(err({ code: 'wrong-password' }));
    const { mustChangePassword: _, ...own } = present.actor;
    await saveAccounts(tx, [{ ...present, actor: own, password }], deps.clock.now());
    await endSessions(tx, name, (id) => id !== session);
    return committed(ok(own), auditEntry(deps, NO_SHARD, name, 'password.change', name));
  });
  tellSessions(deps, name);
  return changed;
}

/** Ends the sessions of an account that `ends` names by their id, and returns how many. */
export async function endSessions(
  tx: Writes<'accounts'>,
  account: string,
  ends: (id: string) => boolean = () => true,
): Promise<number> {
  const sessions = (await tx.accounts.sessionsOf(account)).filter(({ tokenHash }) => ends(sessionIdOf(tokenHash)));
  for (const { tokenHash } of sessions) await tx.accounts.deleteSession(tokenHash);
  return sessions.length;
}
