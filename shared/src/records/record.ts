/** 现场检查笔录: what was found, item by item, and the outcome. */
import * as v from 'valibot';
import { daySchema, instantSchema } from '../kernel/instant.ts';
import { matterIdSchema } from '../matters/matter.ts';
import { photosSchema } from '../photos/photo.ts';

export const ANSWERS = ['pass', 'fail', 'not-applicable'] as const;

/** No problem found, guidance, corrected on the spot, ordered to correct by a day, transferred for a case. */
export const OUTCOMES = ['no-problem', 'guidance', 'corrected-on-spot', 'ordered-to-correct', 'transferred'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const recordItemSchema = v.object({
  matter: matterIdSchema,
  item: v.pipe(v.string(), v.maxLength(40)),
  answer: v.picklist(ANSWERS),
  finding: v.pipe(v.string(), v.maxLength(1000)),
});
export type RecordItem = v.InferOutput<typeof recordItemSchema>;

export const inspectionRecordSchema = v.pipe(
  v.object({
    startedAt: instantSchema,
    endedAt: instantSchema,
    items: v.pipe(v.array(recordItemSchema), v.maxLength(300)),
    outcome: v.picklist(OUTCOMES),
    /** Only with `ordered-to-correct`. */
    correctBy: v.nullable(daySchema),
    personPresent: v.pipe(v.string(), v.maxLength(40)),
    opinion: v.pipe(v.string(), v.maxLength(1000)),
    /** Absent without photos, and from devices that know of none. */
    photos: v.exactOptional(photosSchema),
  }),
  v.check((r) => r.startedAt <= r.endedAt, 'record-times'),
  v.check((r) => (r.outcome === 'ordered-to-correct') === (r.correctBy !== null), 'record-correct-by'),
  v.check((r) => r.items.every((i) => i.answer !== 'fail' || i.finding.trim() !== ''), 'record-finding-missing'),
);
export type InspectionRecord = v.InferOutput<typeof inspectionRecordSchema>;
