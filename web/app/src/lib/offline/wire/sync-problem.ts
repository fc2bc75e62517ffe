/** Reasons why an exchange with the server failed. None of them loses anything: the rows wait. */

export type SyncProblemKind =
  /** No network, as far as the browser knows. */
  | 'offline'
  /** No answer, or one that a gateway gave for a server that is down. */
  | 'unreachable'
  /** Something answered that is not our server: a sign-in page of a hotel or a bus. */
  | 'not-our-server'
  | 'signed-out'
  /** The browser is signed in as someone else than this device's account. */
  | 'other-account'
  | 'forbidden'
  /** The agency has taken this device out of use. What is on it still goes up. */
  | 'device-revoked'
  /** The officer has as many devices in use as the policy allows: this one is not enrolled. */
  | 'too-many-devices'
  | 'resync'
  | 'too-large'
  | 'malformed'
  | 'update-needed'
  /** Our server is of a version before this app: it will not judge what it may not understand (SYNC-19). */
  | 'server-older'
  | 'busy'
  /** Our server fails at the very content. */
  | 'unjudged'
  /** Our server sent what this version cannot read. */
  | 'unreadable'
  /** The keys that the server offers are not signed by the root that this device knows. */
  | 'bad-trust'
  /** The device's own storage failed. */
  | 'storage';

export class SyncProblem extends Error {
  readonly kind: SyncProblemKind;
  /** Milliseconds the server asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(kind: SyncProblemKind, retryAfter?: number) {
    super(kind);
    this.name = 'SyncProblem';
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

export const asSyncProblem = (error: unknown): SyncProblem =>
  error instanceof SyncProblem ? error : new SyncProblem('storage');

const PULL_BLOCKED: readonly SyncProblemKind[] = ['signed-out', 'device-revoked'];

/** True if this device can pull nothing, although the server still takes what it sends (SYNC-9). */
export const isPullBlocked = (error: unknown): boolean =>
  error instanceof SyncProblem && PULL_BLOCKED.includes(error.kind);
