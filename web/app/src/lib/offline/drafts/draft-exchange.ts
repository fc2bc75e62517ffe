/**
 * Drafts to the server and back. Merging is commutative (drafts/merge.ts), so a pulled row is merged at once, and the answer
 * to a push is the server's merged row. RxDB by itself skips a pulled row that was changed here, and replaces one that was
 * not: a server restored from an older copy would remove entries.
 */
import type { Draft } from '@liangma/shared/drafts/draft';
import { type DraftDocument, isDraftTooLarge } from '@liangma/shared/protocol/draft-document';
import type { DeviceDb } from '../database/device-db.ts';
import type { DraftRow, WithDeleted } from '../rows.ts';
import { tasksOf } from '../tasks/task-rows.ts';
import { type Page, readDraftAnswers } from '../wire/replies.ts';
import { mergeRows } from './draft-rows.ts';
import { draftsThat, rowOf } from './draft-store.ts';
import type { Drafts } from './drafts-db.ts';

/** Returns the page for RxDB to write. */
export async function draftsArrived(drafts: Drafts, page: Page<DraftRow>): Promise<WithDeleted<DraftRow>[]> {
  const here = await drafts.findByIds(page.documents.map(({ id }) => id)).exec();
  return Promise.all(
    page.documents.map(async (theirs) => {
      const row = here.get(theirs.id);
      if (!row) return theirs;
      const merged = await row.incrementalModify((mine) => ({ ...mine, ...mergeRows(mine, theirs) }));
      // RxDB would take the merged row for one that the server has.
      return merged.sync.state === 'pending' ? theirs : { ...rowOf(merged), _deleted: false };
    }),
  );
}

export interface DraftPushPorts {
  confirmSession(): Promise<void>;
  /** The body of the reply; throws a SyncProblem when nothing was taken. */
  send(rows: readonly Pick<DraftDocument, 'id' | 'updatedAt' | 'data'>[]): Promise<unknown>;
}

/** Returns the rows as the server has them now. A row that is not pending is RxDB's echo of a pulled one. */
export async function pushDrafts(ports: DraftPushPorts, rows: readonly DraftRow[]): Promise<DraftRow[]> {
  const pending = rows.filter(({ sync }) => sync.state === 'pending');
  const [tooLarge, mine] = [pending.filter(isLarge), pending.filter((row) => !isLarge(row))];
  const refused = tooLarge.map((row): DraftRow => ({ ...row, sync: { state: 'refused', reason: 'too-large' } }));
  if (mine.length === 0) return refused;
  await ports.confirmSession();
  const body = await ports.send(mine.map(({ id, updatedAt, data }) => ({ id, updatedAt, data })));
  return [...refused, ...readDraftAnswers(body, mine)];
}

/** The server would refuse the whole batch with such a row in it. */
const isLarge = ({ data }: { data: Draft }): boolean => isDraftTooLarge(data);

/** Called when a full pull begins, because the server may have lost drafts. */
export const shareAgain = (drafts: Drafts): Promise<void> => makePending(drafts, 'shared', () => true);

/** Shares drafts again whose task the server did not know, once it has sent that task. */
export async function shareOfKnownTasks(drafts: Drafts, db: DeviceDb): Promise<void> {
  const refused = await draftsThat(drafts, 'refused');
  if (refused.length === 0) return;
  const known = await tasksOf(
    db,
    refused.map(({ id }) => id),
  );
  const ids = new Set<string>(known.flatMap((row) => row?.id ?? []));
  await makePending(
    drafts,
    'refused',
    ({ id, sync }) => sync.state === 'refused' && sync.reason === 'unknown-task' && ids.has(id),
  );
}

async function makePending(
  drafts: Drafts,
  state: 'shared' | 'refused',
  which: (row: DraftRow) => boolean,
): Promise<void> {
  for (const row of (await draftsThat(drafts, state)).filter(which))
    await row.incrementalModify((kept) => (kept.sync.state === state ? { ...kept, sync: { state: 'pending' } } : kept));
}
