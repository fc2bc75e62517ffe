/** 经营主体: everything that can be inspected. */
import * as v from 'valibot';
import { regionCodeSchema } from '../kernel/regions.ts';
import { isUscc } from '../kernel/uscc.ts';

export const ENTERPRISE_KINDS = [
  'limited-company',
  'joint-stock-company',
  'sole-proprietorship',
  'partnership',
  'individual-business',
  'personal-partnership',
  'farmers-cooperative',
  'branch',
  'foreign-office',
] as const;

/** The USCC; a personal partnership may have none and is then known by a register number, X and 11 digits. */
export const enterpriseIdSchema = v.pipe(
  v.string(),
  v.check((id) => isUscc(id) || /^X\d{11}$/.test(id), 'uscc'),
  v.brand('EnterpriseId'),
);
export type EnterpriseId = v.InferOutput<typeof enterpriseIdSchema>;

export const RISK_GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
export const riskGradeSchema = v.picklist(RISK_GRADES);
export type RiskGrade = v.InferOutput<typeof riskGradeSchema>;

export const enterpriseSchema = v.object({
  id: enterpriseIdSchema,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  kind: v.picklist(ENTERPRISE_KINDS),
  /** Township, 9 digits. */
  region: regionCodeSchema,
  address: v.pipe(v.string(), v.maxLength(120)),
  /** Trade in words, as on the licence. */
  trade: v.pipe(v.string(), v.maxLength(40)),
  grade: riskGradeSchema,
  demo: v.boolean(),
});
export type Enterprise = v.InferOutput<typeof enterpriseSchema>;

/** With the name of its township. */
export const listedEnterpriseSchema = v.object({ ...enterpriseSchema.entries, township: v.string() });
export type ListedEnterprise = v.InferOutput<typeof listedEnterpriseSchema>;
