/**
 * Drafts to the server and back. Copies meet in one whatever the order (drafts/merge.ts), so that what a pull brings is
 * merged into the row at once, and a push is answered with what the server makes of it. RxDB would pass over a pulled row
 * that was changed here, and would replace one that was not: a store restored from an older copy would take entries away.
 */
import type { Draft } from '@liangma/shared/drafts/draft';
import { type DraftDocument, isDraftTooLarge } from '@liangma/shared/protocol/draft-document';
import type { DeviceDb } from './device-db.ts';
import { type DraftRow, mergeRows } from './draft-rows.ts';
import { draftsThat, rowOf } from './draft-store.ts';
import type { Drafts } from './drafts-db.ts';
import { type Page, readDraftAnswers } from './replies.ts';
import type { WithDeleted } from './rows.ts';
import { tasksOf } from './task-rows.ts';

/** The page as RxDB may write it. */
export async function draftsArrived(drafts: Drafts, page: Page<DraftRow>): Promise<WithDeleted<DraftRow>[]> {
  const here = await drafts.findByIds(page.documents.map(({ id }) => id)).exec();
  return Promise.all(
    page.documents.map(async (theirs) => {
      const row = here.get(theirs.id);
      if (!row) return theirs;
      const merged = await row.incrementalModify((mine) => ({ ...mine, ...mergeRows(mine, theirs) }));
      // Given back as it is, RxDB would take it for one that the server has.
      return merged.sync.state === 'pending' ? theirs : { ...rowOf(merged), _deleted: false };
    }),
  );
}

export interface DraftPushPorts {
  confirmSession(): Promise<void>;
  /** The body of the reply; throws a SyncProblem when nothing was taken. */
  send(rows: readonly Pick<DraftDocument, 'id' | 'updatedAt' | 'data'>[]): Promise<unknown>;
}

/** The rows as the server has them now. One that has nothing to say is RxDB's echo of what the server said. */
export async function pushDrafts(ports: DraftPushPorts, rows: readonly DraftRow[]): Promise<DraftRow[]> {
  const pending = rows.filter(({ sync }) => sync.state === 'pending');
  const [tooLarge, mine] = [pending.filter(isLarge), pending.filter((row) => !isLarge(row))];
  const refused = tooLarge.map((row): DraftRow => ({ ...row, sync: { state: 'refused', reason: 'too-large' } }));
  if (mine.length === 0) return refused;
  await ports.confirmSession();
  const body = await ports.send(mine.map(({ id, updatedAt, data }) => ({ id, updatedAt, data })));
  return [...refused, ...readDraftAnswers(body, mine)];
}

/** Alone it would keep its neighbours from being heard. */
const isLarge = ({ data }: { data: Draft }): boolean => isDraftTooLarge(data);

/** A fresh pull begins: the server may have lost what it had. */
export const shareAgain = (drafts: Drafts): Promise<void> => makePending(drafts, 'shared', () => true);

/** The server did not know the task of a draft; now it has sent it. */
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
