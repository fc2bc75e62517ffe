/** Exchange of drafts with the server by RxDB's replication. It ends when the collection is closed. */
import { MAX_DRAFT_ROWS } from '@liangma/shared/protocol/draft-document';
import { bestEffort } from '@liangma/web-common/best-effort';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import type { DraftRow, LocalCheckpoint, WithDeleted } from '../rows.ts';
import { PULL_ROWS } from '../sizes.ts';
import { draftsThat } from './draft-store.ts';
import type { Drafts } from './drafts-db.ts';
import { requeueSkipped } from './requeue-skipped.ts';

/** RxDB's own pause after the lane's wait, which is the one that counts. */
const RETRY_TIME = 200;

export interface DraftLanes {
  pull(
    from: LocalCheckpoint | undefined,
    limit: number,
  ): Promise<{ documents: WithDeleted<DraftRow>[]; checkpoint: LocalCheckpoint | undefined }>;
  /** Returns the rows as the server has them now. */
  push(rows: readonly DraftRow[]): Promise<readonly DraftRow[]>;
}

export interface DraftReplication {
  /** Pulls again from the checkpoint. */
  reSync(): void;
}

export function replicateDrafts(drafts: Drafts, { pull, push }: DraftLanes): DraftReplication {
  const replication = replicateRxCollection<DraftRow, LocalCheckpoint>({
    live: true,
    retryTime: RETRY_TIME,
    waitForLeadership: false,
    replicationIdentifier: 'liangma-drafts',
    collection: drafts,
    pull: { batchSize: PULL_ROWS, handler: pull },
    push: {
      batchSize: MAX_DRAFT_ROWS,
      handler: async (rows) =>
        (await push(rows.map(({ newDocumentState }) => newDocumentState))).map((row) => ({ ...row, _deleted: false })),
    },
  });
  const requeued = requeueSkipped(() => draftsThat(drafts, 'pending'), replication);
  void bestEffort(requeued, 'the drafts may be closed meanwhile');
  return replication;
}
