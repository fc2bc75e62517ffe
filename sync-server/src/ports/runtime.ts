/** The world outside, as small interfaces. `main.ts` builds them; nothing else reads a clock or draws a number. */
import type { Signer, VerifySignature } from '@liangma/shared/kernel/cose';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Digest } from '@liangma/shared/protocol/envelope';
import type { IssuingKey, RootKey } from '@liangma/shared/task-code/key-set';

export interface Clock {
  now(): Instant;
}

export interface Random {
  bytes(length: number): Uint8Array;
}

/** The keys of this server. An HSM or a cloud KMS can stand behind a `Signer`. */
export interface KeyRing {
  readonly root: RootKey;
  readonly rootSigner: Signer;
  readonly issuingSigner: Signer;
  readonly receiptSigner: Signer;
  readonly keys: readonly IssuingKey[];
}

export interface Signatures {
  readonly verify: VerifySignature;
  readonly sha256: Digest;
}

export interface Hint {
  readonly collection: 'tasks' | 'events';
  readonly shard: string;
  readonly seq: number;
}

/** Tells who listens that something changed; never the truth itself. */
export interface Hints {
  publish(hint: Hint): void;
  subscribe(listener: (hint: Hint) => void): () => void;
}
