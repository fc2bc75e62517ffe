/** Small interfaces to the outside world. `main.ts` builds them; nothing else reads a clock or draws a random number. */
import type { Signer, VerifySignature } from '@liangma/shared/kernel/cose';
import type { Digest } from '@liangma/shared/kernel/digest';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { IssuingKey, KeyUse, RootKey } from '@liangma/shared/trust/key-set';

export interface Clock {
  now(): Instant;
}

/** Monotonic time for waits, never for dates. */
export interface Ticks {
  /** Milliseconds since some moment of this process. */
  now(): number;
}

/** Addresses of proxies whose `X-Forwarded-For` is trusted. */
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
  /** All keys of the key set: those that sign now, and those whose codes and receipts are still in use. */
  readonly keys: readonly IssuingKey[];
  /** Changes when a key is added, changed or removed: signed files are then made anew. */
  readonly revision: string;
  /**
   * Returns the key for this use that is valid now, not compromised, and signs for this agency: the one with the longest prefix,
   * then the newest. The validity of a key for a code has to cover its whole window. Throws `NoSigningKey` if there is none.
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

/** `sessions`: sessions of one account may have ended. Only servers get this hint, and close their streams. */
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
  /** The desks of these agencies. */
  readonly agencies?: readonly string[];
  /** Supervisors whose region covers this one. */
  readonly region?: string;
  /** Account whose sessions changed. */
  readonly account?: string;
}

/** Tells listeners on every server that something changed. A hint carries no data. */
export interface Hints {
  publish(hint: Hint): void;
  /** `ended` is called when the server stops. Returns a function that unsubscribes. */
  subscribe(listener: (hint: Hint) => void, ended?: () => void): () => void;
  close(): Promise<void>;
}

/** Parameters of scrypt (RFC 7914): a hash takes N × r × 128 bytes, p times one after the other. */
export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}
