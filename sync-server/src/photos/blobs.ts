/** Bytes of photos by their hash. A part becomes a blob in one step, or not at all. */
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Result } from '@liangma/shared/kernel/result';

export interface Part {
  /** Bytes received. */
  readonly size: number;
  /** When the last of them came. */
  readonly touchedAt: Instant;
}

/** Hashes are SHA-256 as hex. */
export interface Blobs {
  has(hash: string): Promise<boolean>;
  /** The whole blob; undefined where there is none. */
  read(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined>;

  /** Undefined where none was begun, or it was thrown away. */
  part(hash: string): Promise<Part | undefined>;
  /** Begins a part, or leaves the one that there is. */
  begin(hash: string): Promise<void>;
  /**
   * Writes what comes to its place in the part, up to `end`; gives where it stands. When the bytes break off it throws,
   * and what came before stays. `offset`: the part does not stand there, or there is none. `too-large`: more came.
   */
  append(
    hash: string,
    at: { readonly offset: number; readonly end: number },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Result<number, 'offset' | 'too-large'>>;
  /**
   * The part is whole: on disk, of this hash, and with first bytes that are wanted, it becomes the blob; any other is thrown
   * away.
   */
  finish(hash: string, isWanted: (head: Uint8Array) => boolean): Promise<Result<void, 'hash-mismatch' | 'not-a-photo'>>;
  dropPart(hash: string): Promise<void>;
  /** Throws away the parts to which nothing came since; gives how many. Blobs stay. */
  sweep(before: Instant): Promise<number>;
  /** Room that is left for photos. */
  freeBytes(): Promise<number>;
}
