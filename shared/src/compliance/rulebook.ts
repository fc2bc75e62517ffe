/** Thresholds and working calendar as one text, as the signed catalog carries it (`trust/rules.ts`). */

import * as v from 'valibot';
import { jsonOf } from '../kernel/result.ts';
import { calendarYearSchema } from '../kernel/working-days.ts';
import { POLICY_NAMES } from './policy.ts';
import { type PolicyRow, policyRowSchema } from './policy-rows.ts';

/** Rows without who entered them: phones judge, the desk tells. */
const carriedRowSchema = v.pick(policyRowSchema, ['id', 'name', 'region', 'effectiveFrom', 'value', 'binding', 'at']);

const rulebookSchema = v.object({ rows: v.array(carriedRowSchema), calendar: v.array(calendarYearSchema) });
export type CarriedRules = v.InferOutput<typeof rulebookSchema>;

export const writeRules = ({
  rows,
  calendar,
}: {
  rows: readonly PolicyRow[];
  calendar: CarriedRules['calendar'];
}): string =>
  JSON.stringify({
    rows: rows.map(({ id, name, region, effectiveFrom, value, binding, at }) => ({
      id,
      name,
      region,
      effectiveFrom,
      value,
      binding,
      at,
    })),
    calendar,
  });

/** Undefined for a text of another version of the product: rows of thresholds that are not known here are passed over. */
export function readRules(text: string): CarriedRules | undefined {
  const json: unknown = jsonOf(text);
  const loose = v.safeParse(
    v.object({ rows: v.array(v.looseObject({ name: v.string() })), calendar: v.unknown() }),
    json,
  );
  if (!loose.success) return undefined;
  const rows = loose.output.rows.filter(({ name }) => (POLICY_NAMES as readonly string[]).includes(name));
  const read = v.safeParse(rulebookSchema, { ...loose.output, rows });
  const isWhole = POLICY_NAMES.every((name) => rows.some((row) => row.name === name));
  return read.success && isWhole ? read.output : undefined;
}
