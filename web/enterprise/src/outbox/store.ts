/** The port to what this browser keeps. Two adapters: IndexedDB, and memory where storage is refused. */
import type { SyncState } from '@liangma/shared/protocol/documents';
import type { Device, OutboxRecord, StoredCode } from './record.ts';

export interface OutboxStore {
  /** False in memory: what is written is gone with the page. */
  readonly lasting: boolean;
  /** Made at first use. */
  device(): Promise<Device>;
  /**
   * Writes the event, its code if it is about one, and the new head of the chain in one transaction, durable before it resolves.
   * False when the head has moved meanwhile (another tab): sign again and try again.
   */
  commit(expectedSeq: number, record: OutboxRecord, hash: string, code: StoredCode | undefined): Promise<boolean>;
  /** In the order of the chain. */
  records(): Promise<OutboxRecord[]>;
  settle(id: string, sync: SyncState): Promise<void>;
  /** Newest first. */
  codes(): Promise<StoredCode[]>;
}
