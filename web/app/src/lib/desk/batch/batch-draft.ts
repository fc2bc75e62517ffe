/** A batch while it is being filled in, as the browser keeps it. What the rules said is not kept: they are asked again. */
import { listedEnterpriseSchema } from '@liangma/shared/registry/enterprise';
import * as v from 'valibot';
import { draftSchema } from '#lib/desk/application/draft.ts';
import type { Schedule } from './schedule.ts';

export const USUAL_SCHEDULE: Schedule = { day: '', from: '09:30', minutes: 90, perDay: 4 };

/** A number field that was emptied holds none. */
const count = (usual: number) => v.fallback(v.number(), usual);

const batchDraftSchema = v.object({
  /** The fields that all targets share. */
  common: draftSchema,
  pasted: v.string(),
  schedule: v.object({
    day: v.string(),
    from: v.string(),
    minutes: count(USUAL_SCHEDULE.minutes),
    perDay: count(USUAL_SCHEDULE.perDay),
  }),
  targets: v.array(listedEnterpriseSchema),
  /** Targets that the clerk left out. */
  left: v.array(v.string()),
  reasons: v.record(v.string(), v.record(v.string(), v.string())),
});
export type BatchDraft = v.InferOutput<typeof batchDraftSchema>;

/** `null` where the browser kept nothing, or something of another version of this page. */
export function readBatchDraft(content: unknown): BatchDraft | null {
  const parsed = v.safeParse(batchDraftSchema, content);
  return parsed.success ? parsed.output : null;
}
