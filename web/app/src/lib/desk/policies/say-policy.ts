/** Words a row of the policies: its amount in its unit, its region. */
import { THRESHOLDS, type Threshold, UNITS } from '@liangma/shared/compliance/policy';
import type { PolicyRow } from '@liangma/shared/compliance/policy-rows';
import type { RulebookReply } from '#lib/api/policy.ts';
import type { law } from '#lib/words/desk/law.zh-CN.ts';

export function sayAmount({ name, value }: Pick<PolicyRow, 'name' | 'value'>, words: typeof law): string {
  const { unit }: Threshold = THRESHOLDS[name];
  return words.amount(value / UNITS[unit], unit);
}

export const regionName = ({ regions }: Pick<RulebookReply, 'regions'>, code: string, words: typeof law): string =>
  code === '' ? words.everywhere : (regions.find((region) => region.code === code)?.name ?? code);
