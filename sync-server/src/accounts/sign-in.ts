/**
 * Signing in. An attempt is counted before its password is judged, in one write, so that any number at once are as many
 * attempts; the count is taken back by the right password alone.
 */
import { browserOf } from '@liangma/shared/access/account';
import type { Actor } from '@liangma/shared/access/authorise';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { HASHES_AT_ONCE, hashPassword, passwordMatches } from '../adapters/crypto/passwords.ts';
import type { Deps } from '../deps.ts';
import { buckets } from '../limits/bucket.ts';
import { fewAtOnce } from '../limits/few-at-once.ts';
import { RecentMap } from '../limits/recent-map.ts';
import { presentActor } from '../officers/suspension.ts';
import { auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, unchanged } from '../ports/store.ts';
import type { Account, LoginAttempts } from './repository.ts';
import { hashToken, mayEnter, sessionLength } from './sessions.ts';

const FREE_FAILURES = 5;
const LONGEST_WAIT = 15 * MINUTE;
/** A hash takes half a second of a processor. */
const HASHING = { running: HASHES_AT_ONCE, waiting: 32, waitingOfKey: 8 };
const NETWORK_FAILURES = 60;
const UNKNOWN_NAMES = 600;
const FAILURES_PERIOD = 10 * MINUTE;
const MANY_NAMES = 10_000;

export type SignInError =
  | { readonly code: 'wrong-credentials' }
  | { readonly code: 'too-many-attempts'; readonly retryAfter: number }
  | { readonly code: 'too-many-requests'; readonly retryAfter: number };

export interface SignedIn {
  readonly token: string;
  readonly actor: Actor;
  /** Milliseconds. */
  readonly length: number;
}

export interface Attempt {
  readonly name: string;
  readonly password: string;
  /** The client's network, for limits. */
  readonly network: string;
  /** User agent of the browser. */
  readonly userAgent?: string | undefined;
  /** Token of the session that this browser already holds: the new session replaces it. */
  readonly replaces?: string | undefined;
}

export type SignIn = (attempt: Attempt) => Promise<Result<SignedIn, SignInError>>;

/**
 * Keeps the counts that are this process's own. `nobody` gives the hash that passwords of unknown names are held to.
 */
export function signIns(deps: Deps, nobody = hashOfNobody): SignIn {
  const hashing = fewAtOnce(HASHING);
  const failures = buckets(NETWORK_FAILURES, FAILURES_PERIOD);
  const unknown = unknownNames(deps);
  return async (attempt) => {
    const { name, password, network } = attempt;
    const ticks = deps.ticks.now();
    const blocked = failures.wait(network, 1, ticks);
    if (blocked > 0) return tooMany('too-many-attempts', blocked);
    const judged = await hashing.run(network, async (): Promise<Result<Account, SignInError>> => {
      const account = await deps.store.read((tx) => tx.accounts.byName(name));
      const wait = account ? await reserve(deps, name) : unknown.reserve(name);
      if (wait > 0) return tooMany('too-many-attempts', wait);
      // An unknown name costs the same time as a wrong password.
      const good = await passwordMatches(password, account?.password ?? (await nobody()));
      const enters = account !== undefined && good && mayEnter(deps, account) && (await isThere(deps, account));
      return enters ? ok(account) : err({ code: 'wrong-credentials' });
    });
    if (!judged) return tooMany('too-many-requests', SECOND);
    if (judged.ok) return ok(await open(deps, judged.value, attempt));
    if (judged.error.code === 'wrong-credentials') failures.take(network, 1, ticks);
    return judged;
  };
}

/** POST-3: an officer who left by the register does not come in any more. */
const isThere = ({ store, clock }: Deps, { actor }: Account): Promise<boolean> =>
  store.read(async (tx) => (await presentActor(tx, actor, clock.now())) !== undefined);

const tooMany = (code: 'too-many-attempts' | 'too-many-requests', wait: number): Result<never, SignInError> =>
  err({ code, retryAfter: Math.ceil(wait / SECOND) });

/** Counts an attempt as a failure before it is judged; milliseconds to wait where there were too many already. */
export function reserve(deps: Deps, name: string): Promise<number> {
  return deps.store.write(async (tx) => {
    const key = attemptsKey(name);
    const now = deps.clock.now();
    const attempts = await tx.accounts.holdAttempts(key);
    const wait = waitAfter(attempts, now);
    if (wait > 0) return unchanged(wait);
    await tx.accounts.saveAttempts(key, { failures: attempts.failures + 1, lastAt: now });
    return committed(0, auditEntry(deps, NO_SHARD, name, 'session.try', name));
  });
}

async function open(
  deps: Deps,
  { name, actor }: Account,
  { replaces, network, userAgent = '' }: Attempt,
): Promise<SignedIn> {
  const now = deps.clock.now();
  const token = toBase64Url(deps.random.bytes(32));
  const length = sessionLength(actor, now);
  const tokenHash = await hashToken(deps, token);
  const before = replaces === undefined ? undefined : await hashToken(deps, replaces);
  await deps.store.write(async (tx) => {
    await tx.accounts.saveAttempts(attemptsKey(name), { failures: 0, lastAt: now });
    if (before !== undefined && (await tx.accounts.session(before))?.account === name)
      await tx.accounts.deleteSession(before);
    await tx.accounts.saveSession({
      tokenHash,
      account: name,
      expiresAt: now + length,
      openedAt: now,
      usedAt: now,
      browser: browserOf(userAgent),
      network,
    });
    return committed(undefined, auditEntry(deps, NO_SHARD, name, 'session.open', name));
  });
  return { token, actor, length };
}

/**
 * Names that no account has wait as if they had one, so that nobody learns by it which names there are. What was typed
 * may be a password in the wrong field: it goes neither into the store nor into a log.
 */
function unknownNames({ clock, ticks }: Pick<Deps, 'clock' | 'ticks'>) {
  const known = new RecentMap<LoginAttempts>(MANY_NAMES);
  const all = buckets(UNKNOWN_NAMES, FAILURES_PERIOD);
  return {
    reserve(name: string): number {
      const now = clock.now();
      const attempts = known.get(name) ?? { failures: 0, lastAt: now };
      const wait = Math.max(waitAfter(attempts, now), all.wait('', 1, ticks.now()));
      if (wait > 0) return wait;
      known.set(name, { failures: attempts.failures + 1, lastAt: now });
      all.take('', 1, ticks.now());
      return 0;
    },
  };
}

export const attemptsKey = (name: string): string => `account:${name}`;

/** After five failures 1, 2, 4 … minutes, at most fifteen; forgotten after a quarter of an hour. */
function waitAfter({ failures, lastAt }: LoginAttempts, now: number): number {
  if (failures < FREE_FAILURES) return 0;
  const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** (failures - FREE_FAILURES));
  // A clock that was set back makes nobody wait longer.
  return Math.min(wait, lastAt + wait - now);
}

let nobodyHash: Promise<string> | undefined;
const hashOfNobody = (): Promise<string> => {
  nobodyHash ??= hashPassword('nobody has this password');
  return nobodyHash;
};
