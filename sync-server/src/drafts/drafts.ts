/**
 * Drafts of records, between the devices of a task's officers. The server merges whatever comes with what it has, by the
 * same function as the devices, and answers the rows that came out different from what was sent. So no push is refused
 * for having been overtaken, two officers who save all the time cannot keep each other out, and one round trip is enough;
 * a device merges the answer with what was entered on it meanwhile. `assumedMasterState` is not needed: what a sender had
 * seen is in its draft.
 */

import { boundSeen } from '@liangma/shared/drafts/bound-seen';
import { emptyDraft } from '@liangma/shared/drafts/draft';
import { holdsDraft } from '@liangma/shared/drafts/draft-life';
import { mergeDrafts, sameDraft } from '@liangma/shared/drafts/merge';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { shardOf } from '@liangma/shared/kernel/regions';
import { advance } from '@liangma/shared/protocol/checkpoint';
import type { Checkpoint, PullReply, PushBody } from '@liangma/shared/protocol/documents';
import {
  type DraftAnswer,
  type DraftDocument,
  type DraftRefusal,
  draftDocumentSchema,
  isDraftTooLarge,
} from '@liangma/shared/protocol/draft-document';
import type { Task } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { findTask } from '../ports/directory.ts';
import { committed, unchanged, type Writes } from '../ports/store.ts';
import { endOf } from './draft-end.ts';
import type { StoredDraft } from './repository.ts';

/** Officer who fills in the draft. */
interface Sender {
  readonly account: string;
  readonly officer: string;
}

export async function pullDrafts(
  deps: Deps,
  officer: string,
  after: Checkpoint,
  limit: number,
): Promise<PullReply<DraftDocument>> {
  const rows = await deps.store.read((tx) => tx.drafts.feed(officer, after, limit));
  return {
    documents: rows.map((row) => (row.officers.includes(officer) ? documentOf(row) : gone(row))),
    checkpoint: advance(after, rows),
    epoch: deps.store.epoch,
  };
}

/** Each row alone: one that is refused says so and holds up no other. */
export async function pushDrafts(deps: Deps, sender: Sender, body: PushBody): Promise<DraftAnswer[]> {
  const answers = await Promise.all(body.map(({ newDocumentState: row }) => take(deps, sender, row)));
  return answers.filter((answer) => answer !== undefined);
}

async function take(deps: Deps, sender: Sender, row: Record<string, unknown>): Promise<DraftAnswer | undefined> {
  const id = v.parse(taskIdSchema, row.id);
  const sent = v.safeParse(draftDocumentSchema, row);
  if (!sent.success) return refused(id, 'malformed');
  if (isDraftTooLarge(sent.output.data)) return refused(id, 'too-large');
  const task = await deps.store.read((tx) => findTask(tx, id));
  if (!task) return refused(id, 'unknown-task');
  const shard = shardOf(task.enterprise.region);
  const taken = await deps.store.write(async (tx) => {
    // Takes the drafts of the shard first: until the commit nobody else changes or ends this one.
    const seq = await tx.drafts.next(shard);
    const { answer, saved } = await mergeIn(tx, sender, sent.output, { shard, seq });
    const value = { answer, seq, saved };
    return saved
      ? committed(value, auditEntry(deps, shard, sender.account, 'draft.saved', `draft:${id}`))
      : unchanged(value);
  });
  const officers = task.officers.map((officer) => officer.id);
  if (taken.saved) deps.hints.publish({ collection: 'drafts', shard, seq: taken.seq, audience: { officers } });
  return taken.answer;
}

interface Merged {
  /** Undefined where nothing came out different from what was sent. */
  readonly answer: DraftAnswer | undefined;
  readonly saved: boolean;
}

async function mergeIn(
  tx: Writes<'devices' | 'drafts' | 'places' | 'tasks'>,
  sender: Sender,
  { id, data, updatedAt }: DraftDocument,
  place: Pick<StoredDraft, 'shard' | 'seq'>,
): Promise<Merged> {
  const [task, kept] = [(await findTask(tx, id)) as Task, await tx.drafts.ofTask(place.shard, id)];
  if (!task.officers.some((officer) => officer.id === sender.officer))
    return { answer: refused(id, 'not-assigned'), saved: false };
  // [DRAFT-4] A draft after the end is not merged: the device shows its officer what came too late. If no draft had been
  // shared before, that is all of it.
  if (kept?.ended || !holdsDraft(task.state))
    return {
      answer: documentOf(kept ?? { task: id, ...place, updatedAt, ended: true, draft: emptyDraft() }),
      saved: false,
    };
  const own = new Set((await tx.devices.ofOfficers([sender.officer])).map((device) => device.id));
  const bounded = boundSeen(data, { officer: sender.officer, own }, kept?.draft ?? emptyDraft());
  const draft = kept ? mergeDrafts(kept.draft, bounded) : bounded;
  // A device that deletes its row has only put its own copy away: a draft ends with its task alone.
  const next: StoredDraft = {
    task: id,
    ...place,
    updatedAt: Math.max(updatedAt, kept?.updatedAt ?? 0),
    ended: false,
    draft,
  };
  const answer = sameDraft(draft, data) ? undefined : documentOf(next);
  if (kept && sameDraft(kept.draft, draft)) return { answer, saved: false };
  if (isDraftTooLarge(draft)) return { answer: refused(id, 'too-large'), saved: false };
  await tx.drafts.save(next);
  return { answer, saved: true };
}

const documentOf = ({ task, updatedAt, draft, ended: _deleted }: StoredDraft): DraftDocument => ({
  id: v.parse(taskIdSchema, task),
  updatedAt,
  data: draft,
  _deleted,
});

/** For an officer who no longer has the task. */
const gone = (row: StoredDraft): DraftDocument => documentOf(endOf(row));

const refused = (id: DraftDocument['id'], reason: DraftRefusal): DraftAnswer => ({ id, refused: reason });
