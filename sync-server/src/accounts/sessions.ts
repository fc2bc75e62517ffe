/** Open sessions. The browser holds a random token; the store holds its hash. */
import type { Actor } from '@liangma/shared/access/authorise';
import { rolesAt } from '@liangma/shared/access/post';
import { toHex, utf8 } from '@liangma/shared/kernel/bytes';
import { DAY, HOUR, type Instant, MINUTE } from '@liangma/shared/kernel/instant';
import type { Deps } from '../deps.ts';
import { presentActor } from '../officers/suspension.ts';
import { auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, noted, unchanged, type Writes } from '../ports/store.ts';
import type { Account } from './repository.ts';

/** Township inspectors spend days without signal; a desk is left in the evening. */
export const sessionLength = (actor: Actor, at: Instant): number =>
  rolesAt(actor, at).includes('inspector') ? 30 * DAY : 12 * HOUR;

export interface OpenSession {
  readonly id: string;
  /** Its last use was noted a short time ago. */
  readonly isSeenLately: boolean;
  readonly actor: Actor;
  /** The device that it was first seen on; null while it was on none. */
  readonly device: string | null;
  /** The session's device is revoked: the session may only hand in the data on it. */
  readonly revoked: boolean;
}

/** `undefined` for a token that is unknown or has expired. */
export async function openSessionOf(deps: Deps, token: string): Promise<OpenSession | undefined> {
  const tokenHash = await hashToken(deps, token);
  return deps.store.read(async (tx) => {
    const session = await tx.accounts.session(tokenHash);
    if (!session || session.expiresAt <= deps.clock.now()) return undefined;
    const account = await tx.accounts.byName(session.account);
    if (!account || !mayEnter(deps, account)) return undefined;
    const actor = await presentActor(tx, account.actor, deps.clock.now());
    if (!actor) return undefined;
    const bound = await tx.accounts.deviceOfSession(tokenHash);
    const device = bound && (await tx.devices.byId(bound.shard, bound.id));
    return {
      id: sessionIdOf(tokenHash),
      isSeenLately: deps.clock.now() - (session.usedAt ?? 0) < SEEN_EVERY,
      actor,
      device: device?.id ?? null,
      revoked: (device?.revokedAt ?? null) !== null,
    };
  });
}

/** Time between two notes of when a session was used. */
const SEEN_EVERY = 10 * MINUTE;

/** Tells sessions of one account apart; the hash of the token itself stays in the store. */
export const sessionIdOf = (tokenHash: string): string => tokenHash.slice(0, 16);

/** Notes that a session is in use. It may fail without harm to the request. */
export async function noteUse(deps: Deps, token: string): Promise<void> {
  const tokenHash = await hashToken(deps, token);
  await deps.store.write(async (tx) => {
    await tx.accounts.saveSessionUse(tokenHash, deps.clock.now());
    return noted(undefined);
  });
}

/** A session belongs to the device that it is first seen on, so that revoking that device reaches it and no other. */
export async function bindSession(deps: Deps, token: string, device: string): Promise<void> {
  const tokenHash = await hashToken(deps, token);
  await deps.store.write(async (tx) => {
    const shard = await tx.places.shardOf('device', device);
    if (shard === undefined) return unchanged(undefined);
    await tx.accounts.saveSessionDevice(tokenHash, { shard, id: device });
    return noted(undefined);
  });
}

/** Invented people stay outside where the demo is not running, in production above all. So do those whose account is closed. */
export const mayEnter = (deps: Deps, { actor, closedAt = null }: Account): boolean =>
  closedAt === null && (!actor.demo || deps.config.demo);

export async function signOut(deps: Deps, token: string, account: string): Promise<void> {
  const tokenHash = await hashToken(deps, token);
  await deps.store.write(async (tx) => {
    await tx.accounts.deleteSession(tokenHash);
    return committed(undefined, auditEntry(deps, NO_SHARD, account, 'session.close', account));
  });
  tellSessions(deps, account);
}

/** Streams of this account look whether their session still lasts, at every server. */
export const tellSessions = ({ hints }: Pick<Deps, 'hints'>, account: string): void =>
  hints.publish({ collection: 'sessions', shard: '', seq: 0, audience: { officers: [], account } });

export const hashToken = async (deps: Deps, token: string): Promise<string> =>
  toHex(await deps.signatures.sha256(utf8(token)));

/** Deletes sessions that have expired, and returns their number. */
export const sweepSessions = ({ accounts }: Writes<'accounts'>, now: Instant): Promise<number> =>
  accounts.deleteSessionsBefore(now);
