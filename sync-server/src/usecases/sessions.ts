/** Signing in and out. The browser holds a random token; the store holds its hash. */
import type { Actor } from '@liangma/shared/access/authorise';
import { toBase64Url, toHex, utf8 } from '@liangma/shared/kernel/bytes';
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { hashPassword, passwordMatches } from '../adapters/crypto/passwords.ts';
import type { Deps } from '../deps.ts';
import { committed, type LoginAttempts, noted } from '../ports/store.ts';
import { auditEntry } from './audit.ts';
import { rolesNow } from './barring.ts';

/** Township inspectors spend days without signal; a desk is left in the evening. */
export const sessionLength = (actor: Actor): number => (actor.roles.includes('inspector') ? 30 * DAY : 12 * HOUR);

const FREE_FAILURES = 5;
const LONGEST_WAIT = 15 * MINUTE;

export type SignInError =
  | { readonly code: 'wrong-credentials' }
  | { readonly code: 'too-many-attempts'; readonly retryAfter: number };

export interface SignedIn {
  readonly token: string;
  readonly actor: Actor;
  /** Milliseconds. */
  readonly length: number;
}

export async function signIn(deps: Deps, name: string, password: string): Promise<Result<SignedIn, SignInError>> {
  const now = deps.clock.now();
  const key = `account:${name}`;
  const [account, attempts] = await deps.store.read(
    async (tx) => [await tx.account(name), await tx.loginAttempts(key)] as const,
  );
  const wait = waitAfter(attempts, now);
  if (wait > 0) return err({ code: 'too-many-attempts', retryAfter: Math.ceil(wait / 1000) });
  // An unknown name costs the same time as a wrong password.
  const good = await passwordMatches(password, account?.password ?? (await nobody()));
  if (!account || !good || !mayEnter(deps, account.actor)) {
    const failures = (attempts?.failures ?? 0) + 1;
    await deps.store.write(async (tx) => {
      await tx.saveLoginAttempts(key, { failures, lastAt: now });
      return committed(undefined, auditEntry(deps, name, 'session.fail', name));
    });
    return err({ code: 'wrong-credentials' });
  }
  const token = toBase64Url(deps.random.bytes(32));
  const length = sessionLength(account.actor);
  const tokenHash = await hashToken(deps, token);
  await deps.store.write(async (tx) => {
    await tx.saveLoginAttempts(key, { failures: 0, lastAt: now });
    await tx.saveSession({ tokenHash, account: name, expiresAt: now + length });
    return committed(undefined, auditEntry(deps, name, 'session.open', name));
  });
  return ok({ token, actor: account.actor, length });
}

export interface OpenSession {
  readonly actor: Actor;
  /** The device that it was first seen on; null while it was on none. */
  readonly device: string | null;
  /** That device is revoked: the session is good for handing in what is on it, and for nothing else. */
  readonly revoked: boolean;
}

/** `undefined` for a token that is unknown or has expired. */
export async function openSessionOf(deps: Deps, token: string): Promise<OpenSession | undefined> {
  const tokenHash = await hashToken(deps, token);
  return deps.store.read(async (tx) => {
    const session = await tx.session(tokenHash);
    if (!session || session.expiresAt <= deps.clock.now()) return undefined;
    const actor = (await tx.account(session.account))?.actor;
    if (!actor || !mayEnter(deps, actor)) return undefined;
    const device = await tx.sessionDevice(tokenHash);
    return {
      actor: await rolesNow(tx, actor),
      device: device?.id ?? null,
      revoked: (device?.revokedAt ?? null) !== null,
    };
  });
}

/** A session belongs to the device that it is first seen on, so that revoking that device reaches it and no other. */
export async function bindSession(deps: Deps, token: string, device: string): Promise<void> {
  const tokenHash = await hashToken(deps, token);
  await deps.store.write(async (tx) => {
    await tx.saveSessionDevice(tokenHash, device);
    return noted(undefined);
  });
}

/** Invented people stay outside where the demo is not running, in production above all. */
const mayEnter = (deps: Deps, actor: Actor): boolean => !actor.demo || deps.config.demo;

export async function signOut(deps: Deps, token: string, account: string): Promise<void> {
  const tokenHash = await hashToken(deps, token);
  await deps.store.write(async (tx) => {
    await tx.deleteSession(tokenHash);
    return committed(undefined, auditEntry(deps, account, 'session.close', account));
  });
}

/** After five failures 1, 2, 4 … minutes, at most fifteen; forgotten after a quarter of an hour. */
function waitAfter(attempts: LoginAttempts | undefined, now: number): number {
  if (!attempts || attempts.failures < FREE_FAILURES) return 0;
  const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** (attempts.failures - FREE_FAILURES));
  // A clock that was set back makes nobody wait longer.
  return Math.min(wait, attempts.lastAt + wait - now);
}

const hashToken = async (deps: Deps, token: string): Promise<string> =>
  toHex(await deps.signatures.sha256(utf8(token)));

let nobodyHash: Promise<string> | undefined;
const nobody = (): Promise<string> => {
  nobodyHash ??= hashPassword('nobody has this password');
  return nobodyHash;
};
