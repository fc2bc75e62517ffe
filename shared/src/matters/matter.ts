/** 检查事项: the published list, versioned as a whole (MAT-1, MAT-2). */
import * as v from 'valibot';
import { daySchema } from '../kernel/instant.ts';
import { RISK_GRADES } from '../registry/enterprise.ts';

export const matterIdSchema = v.pipe(v.string(), v.regex(/^M\d{3,6}$/), v.brand('MatterId'));
export type MatterId = v.InferOutput<typeof matterIdSchema>;

const perYear = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(366));

/** The yearly upper limit as published: one number, a number for each risk grade, or none stated. */
export const capSchema = v.variant('kind', [
  v.object({ kind: v.literal('flat'), perYear }),
  v.object({ kind: v.literal('by-grade'), perYear: v.record(v.picklist(RISK_GRADES), perYear) }),
  v.object({ kind: v.literal('none-stated') }),
]);
export type Cap = v.InferOutput<typeof capSchema>;

export const matterSchema = v.object({
  id: matterIdSchema,
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  /** Legal basis as published; empty only where the source did not state it. */
  basis: v.pipe(v.string(), v.maxLength(200)),
  /** Agencies that may use it: the code part of their ids, e.g. SCJG for market supervision. */
  agencyCode: v.pipe(v.string(), v.regex(/^[A-Z]{2,8}$/)),
  cap: capSchema,
  validFrom: daySchema,
  validTo: v.nullable(daySchema),
  checklist: v.array(v.object({ id: v.string(), text: v.string(), invented: v.boolean() })),
  source: v.object({ place: v.string(), url: v.string(), invented: v.boolean() }),
});
export type Matter = v.InferOutput<typeof matterSchema>;

/** The yearly cap for an enterprise of this grade; undefined where the published list states none. */
export function capFor(cap: Cap, grade: (typeof RISK_GRADES)[number]): number | undefined {
  switch (cap.kind) {
    case 'flat':
      return cap.perYear;
    case 'by-grade':
      return cap.perYear[grade];
    case 'none-stated':
      return undefined;
  }
}
