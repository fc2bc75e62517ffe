/**
 * 年度频次: how often a matter may, should or must be inspected, in every shape that lists publish (FREQ-1). A limit is one
 * sentence of the list: what counts, over which agencies, for which place, and how many a calendar year.
 */
import * as v from 'valibot';
import { monthDaySchema } from '../kernel/instant.ts';
import { AGENCY_LEVELS } from '../registry/agency.ts';
import { RISK_GRADES, type RiskGrade } from '../registry/enterprise.ts';
import { matterIdSchema } from './matter-id.ts';

export const perYearSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(366));
const perYear = perYearSchema;
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

/** Number a year: one for all; by risk grade; by a mark of the enterprise on another scale; by the level of the agency. */
export const amountSchema = v.variant('by', [
  v.object({ by: v.literal('flat'), perYear }),
  /** `scale`: how the list calls its grades A to E; empty for 分级分类等级. A grade without a number is not limited here. */
  v.object({
    by: v.literal('grade'),
    scale: v.pipe(v.string(), v.maxLength(40)),
    perYear: v.record(v.picklist(RISK_GRADES), perYear),
  }),
  v.object({
    by: v.literal('mark'),
    scale: words,
    perYear: v.pipe(v.array(v.object({ value: words, perYear })), v.minLength(2), v.maxLength(12)),
  }),
  v.object({ by: v.literal('level'), perYear: v.record(v.picklist(AGENCY_LEVELS), perYear) }),
]);
export type Amount = v.InferOutput<typeof amountSchema>;

/** Inspections that a list says its number does not limit. The first four are sources of an application. */
export const EXEMPTIONS = [
  'complaint',
  'referral',
  'data-monitoring',
  'own-request',
  'by-statute',
  'offsite-clue',
  'assisting-superior',
  'audit',
  'media-report',
  'rectification',
  'licence-review',
  'poor-credit',
  'emergency',
] as const;
export type Exemption = (typeof EXEMPTIONS)[number];

export const limitSchema = v.object({
  /** Inspections of this matter, of the named matters together, or of all matters of the agency. */
  matters: v.union([v.picklist(['this', 'all']), v.pipe(v.array(matterIdSchema), v.minLength(1), v.maxLength(50))]),
  /** `list`: limits every inspection of an agency of this line, also one that uses other matters. Only with `all`. */
  binds: v.picklist(['matter', 'list']),
  /** Each agency for itself, all agencies of a level together, or all agencies of the named levels (省市县累计). */
  agencies: v.union([v.picklist(['own', 'level']), v.pipe(v.array(v.picklist(AGENCY_LEVELS)), v.minLength(2))]),
  per: v.picklist(['enterprise', 'premises']),
  /** All inspections; those that are planned, so neither cases nor special ones deployed from above; 督导检查 apart. */
  counts: v.picklist(['inspections', 'planned', 'supervisory']),
  amount: amountSchema,
  /** `planned`: the list states how often it plans to come, not a highest number. Nobody comes more often than planned. */
  nature: v.picklist(['highest', 'planned']),
  /** 原则上. */
  inPrinciple: v.boolean(),
  /** `no-penalty-before`: only where the year before brought no penalty. */
  condition: v.nullable(v.picklist(['no-penalty-before'])),
  /** Grades for which the list sets no number, because they are inspected as needed. */
  exceptGrades: v.array(v.picklist(RISK_GRADES)),
  /** Null where the list names none: the general ones hold (FREQ-2). */
  exempt: v.nullable(v.array(v.picklist(EXEMPTIONS))),
  /** Months in which it is planned; empty for any. */
  months: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12))), v.maxLength(12)),
});
export type Limit = v.InferOutput<typeof limitSchema>;

/** 不少于: at least so often in so many years. */
export const floorSchema = v.object({
  times: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366)),
  years: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  /** Enterprises that it is about; empty for all. */
  target: v.pipe(v.string(), v.maxLength(40)),
  /** Seasons in which it is owed, first and last day; empty for the whole year. */
  seasons: v.pipe(v.array(v.object({ from: monthDaySchema, to: monthDaySchema })), v.maxLength(4)),
  /** Occasion of a special inspection; empty for inspections of any type. */
  occasion: v.pipe(v.string(), v.maxLength(40)),
});
export type Floor = v.InferOutput<typeof floorSchema>;

export const capSchema = v.object({
  /** Each holds by itself. */
  limits: v.pipe(v.array(limitSchema), v.maxLength(10)),
  floors: v.pipe(v.array(floorSchema), v.maxLength(10)),
  /** Share of all enterprises that is to be drawn, in per cent. */
  coverage: v.nullable(
    v.object({
      percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
      atLeast: v.boolean(),
    }),
  ),
  /** Sentence and remark of the published list, word for word; empty where the source has none. */
  published: v.object({ text: v.pipe(v.string(), v.maxLength(400)), note: v.pipe(v.string(), v.maxLength(400)) }),
});
export type Cap = v.InferOutput<typeof capSchema>;

export const NO_CAP: Cap = { limits: [], floors: [], coverage: null, published: { text: '', note: '' } };

/** A limit of this matter for each agency and enterprise, unless `changes` says otherwise. */
export const limitOf = (amount: Amount, changes: Partial<Limit> = {}): Limit => ({
  matters: 'this',
  binds: 'matter',
  agencies: 'own',
  per: 'enterprise',
  counts: 'inspections',
  amount,
  nature: 'highest',
  inPrinciple: false,
  condition: null,
  exceptGrades: [],
  exempt: null,
  months: [],
  ...changes,
});

export const flatCap = (perYear: number): Cap => ({ ...NO_CAP, limits: [limitOf({ by: 'flat', perYear })] });

export const gradeCap = (perYear: Partial<Record<RiskGrade, number>>): Cap => ({
  ...NO_CAP,
  limits: [limitOf({ by: 'grade', scale: '', perYear })],
});

/** Kinds of cap by which lists are filtered. */
export const CAP_KINDS = ['limited', 'floor-only', 'none-stated'] as const;
export type CapKind = (typeof CAP_KINDS)[number];

export const capKindOf = ({ limits, floors }: Cap): CapKind =>
  limits.length > 0 ? 'limited' : floors.length > 0 ? 'floor-only' : 'none-stated';

/**
 * Returns the number where it depends on nothing but the grade of the enterprise, else undefined. Without a grade, only a number
 * that holds for every enterprise is given.
 */
export function plainCap({ limits: [limit, ...more] }: Cap, grade?: RiskGrade): number | undefined {
  const isPlain = limit?.matters === 'this' && limit.agencies === 'own' && limit.per === 'enterprise';
  if (!limit || !isPlain || more.length > 0 || limit.condition !== null || limit.exceptGrades.length > 0)
    return undefined;
  if (limit.amount.by === 'grade') return grade && limit.amount.perYear[grade];
  return limit.amount.by === 'flat' ? limit.amount.perYear : undefined;
}
