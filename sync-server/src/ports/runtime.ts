/** The world outside, as small interfaces. `main.ts` builds them; nothing else reads a clock or draws a number. */
import type { Signer, VerifySignature } from '@liangma/shared/kernel/cose';
import type { Digest } from '@liangma/shared/kernel/digest';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { IssuingKey, KeyUse, RootKey } from '@liangma/shared/trust/key-set';

export interface Clock {
  now(): Instant;
}

/** For waits, never for dates: it only goes forward, whatever is done to the clock. */
export interface Ticks {
  /** Milliseconds since some moment of this process. */
  now(): number;
}

/** Addresses of proxies whose word about the client's address is believed. */
export interface TrustedProxies {
  has(address: string): boolean;
}

export interface Random {
  bytes(length: number): Uint8Array;
}

/**
 * The keys of this server. An HSM or a cloud KMS can stand behind a `Signer`. The root is the one the process started
 * with; the other keys are read anew when they change.
 */
export interface KeyRing {
  readonly root: RootKey;
  readonly rootSigner: Signer;
  /** All that the key set names: those that sign now, and those whose codes and receipts are still about. */
  readonly keys: readonly IssuingKey[];
  /** Another one as soon as a key was added, changed or taken away: files signed before are to be made anew. */
  readonly revision: string;
  /**
   * The newest key for this use that is valid now, not compromised, and signs for this agency, the most special first.
   * A key that must vouch for a whole window, as that of a code must, is one whose validity takes it in. Throws
   * `NoSigningKey` where there is none.
   */
  signerFor(use: KeyUse, agency?: string, window?: Window): Signer;
}

/** Seconds since 1970, both within the validity of the key. */
export interface Window {
  readonly notBefore: number;
  readonly expires: number;
}

/** Nothing is signed; the operator has to make a key. */
export class NoSigningKey extends Error {
  readonly use: KeyUse;
  readonly agency: string | undefined;

  constructor(use: KeyUse, agency?: string) {
    super(`no valid key for ${use}${agency === undefined ? '' : ` of ${agency}`}`);
    this.name = 'NoSigningKey';
    this.use = use;
    this.agency = agency;
  }
}

export interface Signatures {
  readonly verify: VerifySignature;
  readonly sha256: Digest;
}

/** `sessions`: those of one account may have ended. Servers alone hear it, and close their streams. */
export const HINTED_COLLECTIONS = ['tasks', 'events', 'grants', 'drafts', 'sessions'] as const;
type HintedCollection = (typeof HINTED_COLLECTIONS)[number];

export interface Hint {
  /** Collection that changed, as far as it is known. A listener pulls all of its shard, so the newest hint is enough. */
  readonly collection: HintedCollection;
  readonly shard: string;
  readonly seq: number;
  /** People it concerns; absent for everybody. */
  readonly audience?: Audience;
}

export interface Audience {
  readonly officers: readonly string[];
  /** The desk of this agency. */
  readonly agency?: string;
  /** Supervisors whose region covers this one. */
  readonly region?: string;
  /** Account whose sessions changed. */
  readonly account?: string;
}

/** Tells who listens that something changed, on whichever server it did; never the truth itself. */
export interface Hints {
  publish(hint: Hint): void;
  /** `ended` is called when there will be no more: the server stops. Returns the end. */
  subscribe(listener: (hint: Hint) => void, ended?: () => void): () => void;
  close(): Promise<void>;
}
