import type { Matter } from '@liangma/shared/matters/matter';

export interface MatterReads {
  version(): Promise<number>;
  all(): Promise<Matter[]>;
  /** SYNC-6: the list as it was under this version; empty for one that was not kept. */
  ofVersion(version: number): Promise<Matter[]>;
}

export interface MatterWrites {
  save(version: number, matters: readonly Matter[]): Promise<void>;
}
