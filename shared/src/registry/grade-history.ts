/** 分级分类等级 over time (GRADE-1): a change keeps the grades before it. */
import * as v from 'valibot';
import { type Day, daySchema, instantSchema } from '../kernel/instant.ts';
import { type RiskGrade, riskGradeSchema } from './enterprise.ts';

export const gradeChangeSchema = v.object({
  grade: riskGradeSchema,
  /** First day on which the grade holds. */
  from: daySchema,
  /** Document by which it was decided. */
  source: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  at: instantSchema,
  /** Account that entered it. */
  by: v.string(),
});
export type GradeChange = v.InferOutput<typeof gradeChangeSchema>;
type DatedGrade = Pick<GradeChange, 'grade' | 'from' | 'at'>;

/** Returns the change that gave the grade of a day: the latest from or before it. Undefined before the first. */
export function gradeChangeOn<G extends DatedGrade>(history: readonly G[], day: Day): G | undefined {
  let held: G | undefined;
  for (const change of history) if (change.from <= day && !(held && isAfter(held, change))) held = change;
  return held;
}

export const gradeOn = (history: readonly DatedGrade[], day: Day): RiskGrade | undefined =>
  gradeChangeOn(history, day)?.grade;

/** If two changes are from the same day, the one entered later holds. */
const isAfter = (a: DatedGrade, b: DatedGrade): boolean => a.from > b.from || (a.from === b.from && a.at > b.at);
