/**
 * Policy as dated data: a row sets one threshold for a region from a day on. The most specific region wins, then the later day,
 * then the later entry. Rows are never changed: history stays, and a row with a day to come does not act yet.
 */
import * as v from 'valibot';
import { type Day, daySchema, instantSchema } from '../kernel/instant.ts';
import { covers, type RegionCode, regionCodeSchema } from '../kernel/regions.ts';
import { isLooser, POLICY_NAMES, type Policy, type PolicyName, policyNameSchema, valueSchema } from './policy.ts';

export const policyRowSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  name: policyNameSchema,
  /** Empty for the values with which a store begins: they hold everywhere until somebody sets others. */
  region: v.union([v.literal(''), regionCodeSchema]),
  effectiveFrom: daySchema,
  /** Milliseconds for times. */
  value: v.number(),
  /** Lower regions may only be stricter. */
  binding: v.boolean(),
  /** Number of the document that sets it. */
  document: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  at: instantSchema,
  /** Account and name of the person who entered it. */
  by: v.string(),
  byName: v.string(),
});
export type PolicyRow = v.InferOutput<typeof policyRowSchema>;
/** Fields of a row by which it is judged. */
export type JudgedRow = Pick<PolicyRow, 'id' | 'name' | 'region' | 'effectiveFrom' | 'value' | 'binding' | 'at'>;

/** Row in force for each threshold. A region that nobody set anything for has the rows of the store's beginning. */
export function rowsInForce<R extends JudgedRow>(
  rows: readonly R[],
  region: RegionCode,
  day: Day,
): Record<PolicyName, R> {
  const found = POLICY_NAMES.map((name) => [name, rowInForce(rows, name, region, day)] as const);
  const missing = found.find(([, row]) => row === undefined);
  if (missing) throw new Error(`no row for the policy ${missing[0]}`);
  return Object.fromEntries(found) as Record<PolicyName, R>;
}

export function policyFor(rows: readonly JudgedRow[], region: RegionCode, day: Day): Policy {
  const inForce = rowsInForce(rows, region, day);
  return Object.fromEntries(POLICY_NAMES.map((name) => [name, inForce[name].value])) as Policy;
}

export function rowInForce<R extends JudgedRow>(
  rows: readonly R[],
  name: PolicyName,
  region: RegionCode,
  day: Day,
): R | undefined {
  const acting = rows.filter((row) => row.name === name && row.effectiveFrom <= day && covers(row.region, region));
  const winners = [...new Set(acting.map((row) => row.region))]
    .sort((a, b) => a.length - b.length)
    .map((place) => latest(acting.filter((row) => row.region === place)));
  // From the top down: a lower region takes the place of a higher one, but not with less than a binding row asks.
  return winners.reduce<R | undefined>(
    (held, row) => (held?.binding && isLooser(name, row.value, held.value) ? held : keepBinding(held, row)),
    undefined,
  );
}

/** A stricter row below a binding one binds its own lower regions likewise. */
const keepBinding = <R extends JudgedRow>(held: R | undefined, row: R): R =>
  held?.binding ? { ...row, binding: true } : row;

const latest = <R extends JudgedRow>(rows: readonly R[]): R =>
  rows.reduce((held, row) => (isLater(row, held) ? row : held));

const isLater = (a: JudgedRow, b: JudgedRow): boolean =>
  a.effectiveFrom !== b.effectiveFrom ? a.effectiveFrom > b.effectiveFrom : a.at !== b.at ? a.at > b.at : a.id > b.id;

export const POLICY_PROBLEMS = ['out-of-bounds', 'in-the-past', 'looser-than-superior'] as const;
export type PolicyProblem = (typeof POLICY_PROBLEMS)[number];

/**
 * Returns what stands against a new row. It acts from today at the earliest, so that nothing judged before becomes untrue. A value
 * looser than a superior's binding one on that day is refused; one that a superior binds later yields then.
 */
export function judgeRow(
  rows: readonly JudgedRow[],
  row: Pick<PolicyRow, 'name' | 'region' | 'effectiveFrom' | 'value'>,
  today: Day,
): PolicyProblem | undefined {
  const { name, region, effectiveFrom, value } = row;
  if (!v.is(valueSchema(name), value)) return 'out-of-bounds';
  if (effectiveFrom < today) return 'in-the-past';
  const above = rows.filter((one) => one.region.length < region.length);
  const superior = rowInForce(above, name, region, effectiveFrom);
  return superior?.binding && isLooser(name, value, superior.value) ? 'looser-than-superior' : undefined;
}

/** Rows of one threshold that concern a place, planned ones too, newest day first. */
export const historyOf = (rows: readonly PolicyRow[], name: PolicyName, region: RegionCode): PolicyRow[] =>
  rows.filter((row) => row.name === name && covers(row.region, region)).sort((a, b) => (isLater(a, b) ? -1 : 1));
