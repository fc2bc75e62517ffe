/** Parses the answers of the sync endpoints. Throws `not-our-server` or `unreadable`; no foreign body gets in. */
import { type ChainEnd, chainEndSchema } from '@liangma/shared/protocol/chain-end';
import {
  type Checkpoint,
  checkpointSchema,
  type SyncState,
  syncStateSchema,
  type TaskDocument,
  taskDocumentSchema,
  taskEventDocumentSchema,
} from '@liangma/shared/protocol/documents';
import { type DraftAnswer, draftAnswerSchema, draftDocumentSchema } from '@liangma/shared/protocol/draft-document';
import { type ScopeChecksums, scopeChecksumsSchema } from '@liangma/shared/protocol/scope-checksum';
import * as v from 'valibot';
import type { DraftRow, EventRow, TaskRow, WithDeleted } from '../rows.ts';
import { SyncProblem } from './sync-problem.ts';

const answerSchema = v.array(v.object({ id: v.string(), sync: syncStateSchema }));

/**
 * Returns the server's answer to each row that was sent. Only `sync` is taken over: the envelope on this device is the truth.
 * Every row sent has to be answered, and no other. Rows that the server could not judge are left out; if it judged none, it is
 * no answer.
 */
export function readPushReply(body: unknown, sent: readonly EventRow[]): Map<string, SyncState> {
  const parsed = v.safeParse(answerSchema, body);
  if (!parsed.success) throw new SyncProblem('not-our-server');
  const answers = new Map(parsed.output.map(({ id, sync }) => [id, sync]));
  const complete = answers.size === sent.length && sent.every(({ id }) => answers.has(id));
  if (!complete) throw new SyncProblem('not-our-server');
  const judged = new Map([...answers].filter(([, { state }]) => state !== 'pending'));
  if (judged.size === 0) throw new SyncProblem('unreadable');
  return judged;
}

export interface Page<Row> extends PageOf<WithDeleted<Row>> {}

/** A page whose documents are not parsed yet. */
export type RawPage = PageOf<unknown>;

interface PageOf<Document> {
  readonly documents: Document[];
  readonly checkpoint: Checkpoint;
  readonly epoch: string;
  /** Checksums of the scope, with the last page of tasks. */
  readonly sums?: ScopeChecksums;
  /** The server's end of the chain, with the last page of events. */
  readonly chain?: ChainEnd;
}

const pageSchema = v.object({
  documents: v.array(v.unknown()),
  checkpoint: checkpointSchema,
  epoch: v.string(),
  sums: v.exactOptional(scopeChecksumsSchema),
  chain: v.exactOptional(chainEndSchema),
});

export type PulledTask = TaskRow & Pick<TaskDocument, 'live'>;

/** A task that left the officer's scope may come as little more than its id. */
const tombstoneSchema = v.object({ id: taskDocumentSchema.entries.id, _deleted: v.literal(true) });

const isTombstone = (document: unknown): boolean => (document as { _deleted?: unknown } | null)?._deleted === true;

export const readTasks = (page: RawPage): Page<PulledTask> =>
  readDocuments(page, (document) => {
    if (isTombstone(document)) {
      return { ...emptyTask, id: parseDocument(tombstoneSchema, document).id, _deleted: true };
    }
    const { _deleted = false, ...row } = parseDocument(taskDocumentSchema, document);
    return { ...row, _deleted };
  });

export const readEvents = (page: RawPage): Page<EventRow> =>
  readDocuments(page, (document) => {
    const { _deleted = false, ...row } = parseDocument(taskEventDocumentSchema, document);
    return { ...row, _deleted };
  });

/** [DRAFT-4] A draft that has ended stays as a row that has seen every item until then. */
export const readDrafts = (page: RawPage): Page<DraftRow> =>
  readDocuments(page, (document) => ({ ...draftRowOf(parseDocument(draftDocumentSchema, document)), _deleted: false }));

/** Rows that the server took unchanged are not in its answer. */
export function readDraftAnswers(body: unknown, sent: readonly DraftRow[]): DraftRow[] {
  const parsed = v.safeParse(v.array(draftAnswerSchema), body);
  if (!parsed.success) throw new SyncProblem('not-our-server');
  const answers = new Map(parsed.output.map((answer) => [answer.id, answer]));
  if ([...answers.keys()].some((id) => sent.every((row) => row.id !== id))) throw new SyncProblem('not-our-server');
  return sent.map((row) => {
    const answer = answers.get(row.id) ?? row;
    if ('refused' in answer) return { ...row, sync: { state: 'refused', reason: answer.refused } };
    return draftRowOf(answer);
  });
}

const draftRowOf = ({ id, updatedAt, data, _deleted }: Exclude<DraftAnswer, { refused: unknown }>): DraftRow => ({
  id,
  updatedAt,
  data,
  sync: { state: _deleted ? 'ended' : 'shared' },
});

const emptyTask = { day: '1970-01-01', from: 0, state: '', rev: 0, data: {} as TaskRow['data'] };

export function readPage(body: unknown): RawPage {
  const page = v.safeParse(pageSchema, body);
  if (!page.success) throw new SyncProblem('not-our-server');
  return page.output;
}

const readDocuments = <Row>(page: RawPage, read: (document: unknown) => WithDeleted<Row>): Page<Row> => ({
  ...page,
  documents: page.documents.map(read),
});

function parseDocument<S extends v.GenericSchema>(schema: S, document: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, document);
  if (!parsed.success) throw new SyncProblem('unreadable');
  return parsed.output;
}
