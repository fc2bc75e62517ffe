import { type Author, emptyDraft } from '@liangma/shared/drafts/draft';
import { OPINION } from '@liangma/shared/drafts/items';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DraftRow } from '../rows.ts';
import { draftsThat, fillDraft } from './draft-store.ts';
import { type Drafts, openDrafts } from './drafts-db.ts';
import { requeueSkipped } from './requeue-skipped.ts';

const HOUR = 3_600_000;
const id = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const AUTHOR = { by: 'O620623001', device: 'a'.repeat(32) } as Author;

let drafts: Drafts;
let sent: string[];
let opened = 0;
beforeEach(async () => {
  drafts = await openDrafts(`forgotten-${opened++}`);
  sent = [];
});
afterEach(() => drafts.database.close());

/** A server that takes everything. */
function start() {
  return replicateRxCollection<DraftRow, unknown>({
    replicationIdentifier: 'test',
    collection: drafts,
    waitForLeadership: false,
    push: {
      handler: async (rows) => {
        const fresh = rows
          .map(({ newDocumentState }) => newDocumentState)
          .filter(({ sync }) => sync.state === 'pending');
        sent.push(...fresh.map((row) => row.id));
        return fresh.map((row) => ({ ...row, sync: { state: 'shared' }, _deleted: false }));
      },
    },
  });
}

/** Writes the row of a page whose clock was hours behind, and that was closed before it could send. */
async function writeAt(time: number, row: DraftRow): Promise<void> {
  const kept = { ...row, _deleted: false, _attachments: {}, _rev: '1-other', _meta: { lwt: time } };
  await drafts.storageInstance.originalStorageInstance.bulkWrite([{ document: kept }], 'another page');
}

test('a draft made after the clock was set back is sent, though its page was closed before', async () => {
  await fillDraft(drafts, id(1), [{ key: OPINION, value: '无异议', over: [] }], AUTHOR, Date.now());
  const first = start();
  await first.awaitInSync();
  await first.cancel();
  const time = Date.now() - 3 * HOUR;
  await writeAt(time, { id: id(2), updatedAt: time, data: emptyDraft(), sync: { state: 'pending' } });

  const sync = start();
  await sync.awaitInSync();
  expect(sent, 'RxDB alone passes it over').toEqual([id(1)]);
  expect(await requeueSkipped(() => draftsThat(drafts, 'pending'), sync)).toBe(1);
  await sync.awaitInSync();
  expect(sent).toEqual([id(1), id(2)]);
  expect(await requeueSkipped(() => draftsThat(drafts, 'pending'), sync)).toBe(0);
  await sync.cancel();
});
