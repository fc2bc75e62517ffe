/** 经营主体: everything that can be inspected. A row is small, because a county has 74,000 of them. */
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

/** 登记状态: 在营, 歇业, 吊销, 注销, 迁出. */
export const REGISTRATION_STATES = ['registered', 'dormant', 'revoked', 'ceased', 'moved-away'] as const;
export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** Nobody is there any more to be inspected. */
export const hasEnded = (state: RegistrationState): boolean =>
  state === 'revoked' || state === 'ceased' || state === 'moved-away';

/** 注册号, by which an enterprise without USCC is known. */
export const isRegisterNumber = (id: string): boolean => /^X\d{11}$/.test(id);

/** The USCC; a personal partnership may have none and is then known by a register number, X and 11 digits. */
export const enterpriseIdSchema = v.pipe(
  v.string(),
  v.check((id) => isUscc(id) || isRegisterNumber(id), 'uscc'),
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
  /** Registered address: the first of its premises. */
  address: v.pipe(v.string(), v.maxLength(120)),
  /** Trade in words, as on the licence. */
  trade: v.pipe(v.string(), v.maxLength(40)),
  /** Industry class (GB/T 4754 code, or a word) that quiet periods and policies select by; empty where it is not known. */
  class: v.pipe(v.string(), v.maxLength(20)),
  state: v.picklist(REGISTRATION_STATES),
  /** The grade of today; its history is in `grade-history.ts`. */
  grade: riskGradeSchema,
  demo: v.boolean(),
});
export type Enterprise = v.InferOutput<typeof enterpriseSchema>;

/** With the name of its township. */
export const listedEnterpriseSchema = v.object({ ...enterpriseSchema.entries, township: v.string() });
export type ListedEnterprise = v.InferOutput<typeof listedEnterpriseSchema>;
