import type { Instant } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import type { Publication } from '@liangma/shared/matters/publication';

export interface MatterReads {
  version(): Promise<number>;
  all(): Promise<Matter[]>;
  /** SYNC-6: the list as it was under this version; empty for one that was not kept. */
  ofVersion(version: number): Promise<Matter[]>;
  /** List that is being prepared; undefined while it is the one in force. */
  draft(): Promise<Matter[] | undefined>;
  /** Newest first. */
  publications(): Promise<Publication[]>;
  /** MAT-3: when each matter was last inspected, over all shards. */
  lastUses(): Promise<Map<string, Instant>>;
}

export interface MatterWrites {
  save(version: number, matters: readonly Matter[]): Promise<void>;
  /** Undefined drops the draft. */
  saveDraft(matters: readonly Matter[] | undefined): Promise<void>;
  savePublication(publication: Publication): Promise<void>;
  noteUse(shard: string, matters: readonly string[], at: Instant): Promise<void>;
}
