/** 评价: what the enterprise says of the visit. The inspecting agency never sees a single one (EVAL-3). */
import * as v from 'valibot';

export const EVALUATION_QUESTIONS = [
  'showed-code',
  'showed-id',
  'two-officers',
  'matched-code',
  'gave-notice',
  'undisturbed',
  'told-result',
] as const;

export const SATISFACTION = ['satisfied', 'basically-satisfied', 'dissatisfied'] as const;

/** The eight prohibited acts, numbered as the enterprise page prints them. */
const prohibitedAct = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8));

export const evaluationSchema = v.object({
  overall: v.picklist(SATISFACTION),
  answers: v.partial(
    v.object({
      'showed-code': v.boolean(),
      'showed-id': v.boolean(),
      'two-officers': v.boolean(),
      'matched-code': v.boolean(),
      'gave-notice': v.boolean(),
      undisturbed: v.boolean(),
      'told-result': v.boolean(),
    }),
  ),
  prohibitedActs: v.pipe(v.array(prohibitedAct), v.maxLength(8)),
  text: v.pipe(v.string(), v.maxLength(1000)),
});
export type Evaluation = v.InferOutput<typeof evaluationSchema>;
