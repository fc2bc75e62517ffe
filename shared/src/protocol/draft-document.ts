/** A draft on its way: the device's row, pulled and pushed like the others (documents.ts). */
import * as v from 'valibot';
import { draftSchema } from '../drafts/draft.ts';
import { utf8 } from '../kernel/bytes.ts';
import { taskIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';

/** Bytes of its JSON. A record of this length could not be signed either; three drafts fit into one request. */
const MAX_DRAFT_BYTES = 256 * 1024;
export const MAX_DRAFT_ROWS = 3;

export const isDraftTooLarge = (data: object): boolean => utf8(JSON.stringify(data)).length > MAX_DRAFT_BYTES;

export const draftDocumentSchema = v.object({
  /** Id of the task: it has one draft. */
  id: taskIdSchema,
  updatedAt: instantSchema,
  data: draftSchema,
  /** [DRAFT-4] The record is there, or the task is no longer this officer's: `data` says what was seen till then. */
  _deleted: v.optional(v.boolean()),
});
export type DraftDocument = v.InferOutput<typeof draftDocumentSchema>;

/** Why the server did not take a draft in. The device keeps it; `unknown-task` is tried again when the task is there. */
export const DRAFT_REFUSALS = ['malformed', 'too-large', 'unknown-task', 'not-assigned'] as const;
export type DraftRefusal = (typeof DRAFT_REFUSALS)[number];

/** Answer to a push: the rows that differ from what was sent, as they stand now, and the refused ones. */
export const draftAnswerSchema = v.union([
  v.object({ id: taskIdSchema, refused: v.picklist(DRAFT_REFUSALS) }),
  draftDocumentSchema,
]);
export type DraftAnswer = v.InferOutput<typeof draftAnswerSchema>;
