/** The list of enterprises: its filters and sort keys. */
import * as v from 'valibot';
import { regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { riskGradeSchema } from './enterprise.ts';

export const enterpriseListSpec = {
  filters: {
    /** County or township. */
    region: regionCodeSchema,
    grade: riskGradeSchema,
    /** Trade as on the licence, whole. */
    trade: v.pipe(v.string(), v.maxLength(40)),
  },
  /** By pinyin. */
  sorts: { name: 'text' },
  defaultSort: 'name',
} as const satisfies ListSpec;
