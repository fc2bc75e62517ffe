/**
 * 不再处理: an officer ends the matter of a refused record. The envelope stays on the device, listed with the reason.
 *
 * It is told in the device's report and is no event of its own. An event is judged, and one about a task that the server
 * does not know, or by an officer who is not on it, is refused, which is why such a record lies here in the first place:
 * its discard would lie beside it. A report is taken from whoever has the device, also when it was revoked, and says the
 * same again until it was heard. It changes nothing of any task: what the server refused it keeps by itself.
 */
import * as v from 'valibot';
import { eventIdSchema, taskIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { err, ok, type Result } from '../kernel/result.ts';

export const DISCARD_GROUNDS = ['entered-by-another', 'made-by-mistake', 'other'] as const;
export type DiscardGround = (typeof DISCARD_GROUNDS)[number];

export const discardReasonSchema = v.object({
  ground: v.picklist(DISCARD_GROUNDS),
  note: v.pipe(v.string(), v.maxLength(200)),
});
export type DiscardReason = v.InferOutput<typeof discardReasonSchema>;

export const discardSchema = v.object({
  event: eventIdSchema,
  type: v.pipe(v.string(), v.maxLength(40)),
  task: taskIdSchema,
  /** The device's clock. */
  at: instantSchema,
  ...discardReasonSchema.entries,
  /** It left the device in a file before. */
  exported: v.boolean(),
});
export type Discard = v.InferOutput<typeof discardSchema>;

/** The latest that a report tells of. */
export const MAX_DISCARDS = 50;

/** These say by themselves that nothing is lost with it. */
const NEEDS_NO_COPY: readonly DiscardGround[] = ['entered-by-another', 'made-by-mistake'];

/** [SYNC-15] Never without a reason; and not before it was exported, unless the reason says that nobody needs it. */
export function mayDiscard(
  ground: DiscardGround | undefined,
  note: string,
  exported: boolean,
): Result<DiscardReason, 'reason-missing' | 'export-first'> {
  const words = note.trim();
  if (ground === undefined || (ground === 'other' && words === '')) return err('reason-missing');
  if (!exported && !NEEDS_NO_COPY.includes(ground)) return err('export-first');
  return ok({ ground, note: words });
}
