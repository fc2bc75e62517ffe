/** Port of the signed files: who needs one asks here. */
import type { Trust } from '@liangma/shared/trust/trust';

export interface TrustSource {
  /** Key set, every status list and the whole catalog. */
  files(): Promise<SignedFiles>;
  /**
   * A bundle for verifiers: the status list of one shard, or every list; the parts of the catalog with the named matters, or
   * the whole. Undefined for a shard in which nothing was ever issued.
   */
  bundle(wanted?: Wanted): Promise<Uint8Array | undefined>;
  opened(): Promise<Trust>;
  /** A code was withdrawn here, or the catalog changed: whoever asks next sees it. */
  changed(): void;
}

export interface SignedFiles {
  readonly keys: Uint8Array;
  /** By shard. */
  readonly status: ReadonlyMap<string, Uint8Array>;
  readonly catalog: Uint8Array;
}

export interface Wanted {
  readonly shard: string;
  readonly matters?: readonly string[] | undefined;
}
