import type { GivenGrant } from '@liangma/shared/grants/grant-terms';
import type { Instant } from '@liangma/shared/kernel/instant';

/** A grant to issue codes on site, with what has come in under it. */
export interface StoredGrant {
  readonly grant: GivenGrant;
  readonly signed: Uint8Array;
  /** Count of its numbers that the server has seen; `issued` is the highest of them. */
  readonly used: number;
  readonly issued: number;
}

export interface GrantReads {
  byId(shard: string, id: string): Promise<StoredGrant | undefined>;
  ofAgency(shards: readonly string[], agency: string): Promise<StoredGrant[]>;
  /** Grants of a device that are not over. */
  ofDevice(shards: readonly string[], device: string, now: Instant): Promise<StoredGrant[]>;
  /** Grants whose region covers the county or lies in it, neither ended nor over. */
  over(county: string, now: Instant): Promise<StoredGrant[]>;
}

export interface GrantWrites {
  save(grant: GivenGrant, signed: Uint8Array): Promise<void>;
  /** A number of a grant has come in. The shard is that of the grant. */
  saveCode(shard: string, grant: string, number: number): Promise<void>;
}
