/** Enterprises of a county as its devices get them, and their changes. */
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Enterprise } from '@liangma/shared/registry/enterprise';

export interface EnterpriseChange {
  readonly enterprise: Enterprise;
  /** It ceased (注销): found no more, and kept. */
  readonly removed: boolean;
}

/** A county's enterprises as they stood at `seq`; later changes travel as deltas. */
export interface PackSnapshot {
  readonly county: string;
  readonly seq: number;
  readonly count: number;
  readonly madeAt: Instant;
  /** Names of its parts: SHA-256 of their text as hex. */
  readonly parts: readonly string[];
}

export interface PackPart {
  readonly hash: string;
  /** The text, brotli. */
  readonly bytes: Uint8Array;
}

export interface PackReads {
  /** The newest number of a change in the county; 0 before the first. */
  enterpriseSeq(county: string): Promise<number>;
  countEnterprises(county: string): Promise<number>;
  /** In the order of their ids. */
  enterprisesAfter(county: string, id: string, limit: number): Promise<Enterprise[]>;
  /** The first `limit` changes after `seq`. */
  enterpriseChanges(county: string, seq: number, limit: number): Promise<EnterpriseChange[]>;
  snapshot(county: string): Promise<PackSnapshot | undefined>;
  part(county: string, hash: string): Promise<Uint8Array | undefined>;
}

export interface PackWrites {
  /**
   * Takes the place of the one before, whose parts stay until the next: a device may be half-way through them.
   */
  save(snapshot: PackSnapshot, parts: readonly PackPart[]): Promise<void>;
}
