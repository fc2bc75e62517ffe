/** The real RxDB, on a disk that is full when it notes how far its exchange has come. */

import { emptyDraft } from '@liangma/shared/drafts/draft';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { bestEffort } from '@liangma/web-common/best-effort';
import { setCheckpoint } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, expect, test, vi } from 'vitest';
import type { DraftRow } from '../rows.ts';
import { type Connection, openDrafts } from './drafts-db.ts';
import { deleteDrafts, letGoOfDrafts } from './drafts-hold.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const row: DraftRow = { id: TASK, updatedAt: 7, data: emptyDraft(), sync: { state: 'pending' } };
const stored = { ...row, _deleted: false, _attachments: {}, _rev: '1-late', _meta: { lwt: 7 } };

afterEach(() => void vi.restoreAllMocks());

async function opened(account: string) {
  const connections: Connection[] = [];
  const drafts = await openDrafts(account, (connection) => connections.push(connection));
  return { drafts, connections };
}

/** For what is written from now on; a note of RxDB's is told of. */
function fillDisk(): Promise<void> {
  return new Promise((noted) => {
    for (const how of ['add', 'put'] as const)
      vi.spyOn(IDBObjectStore.prototype, how).mockImplementation((row) => {
        if ('checkpointData' in row) noted();
        throw new DOMException('full', 'QuotaExceededError');
      });
  });
}

test('drafts are closed and deleted although RxDB cannot close on a full disk, and none is written after that', async () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue();
  const { drafts, connections } = await opened('full');
  const sync = replicateRxCollection<DraftRow, { at: number }>({
    replicationIdentifier: 'test',
    collection: drafts,
    waitForLeadership: false,
    pull: { handler: async () => ({ documents: [], checkpoint: { at: 1 } }) },
  });
  await sync.awaitInitialReplication();
  const noted = fillDisk();
  const state = sync.internalReplicationState as NonNullable<typeof sync.internalReplicationState>;
  void bestEffort(setCheckpoint(state, 'down', { at: 2 }), 'the disk is full');
  await noted;

  await letGoOfDrafts(Promise.resolve(drafts), connections);
  expect(logged.mock.calls).toEqual([[expect.objectContaining({ name: 'QuotaExceededError' })]]);
  vi.restoreAllMocks();
  await expect(drafts.internalStorageInstance.bulkWrite([{ document: stored }], 'late')).rejects.toThrow('closed');

  const of = async (account: string) =>
    (await indexedDB.databases()).filter(({ name }) => name?.includes(`-${account}-`));
  const { drafts: others } = await opened('full2');
  expect([(await of('full')).length, (await of('full2')).length]).toEqual([3, 2]);
  await deleteDrafts('full');
  expect([(await of('full')).length, (await of('full2')).length]).toEqual([0, 2]);
  await others.database.close();
});
