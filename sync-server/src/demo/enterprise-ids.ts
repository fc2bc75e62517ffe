/**
 * Ids of invented enterprises: right in form and check digit, and outside what is given out. A USCC is department
 * 9 (market supervision), a digit for the kind, the region, an organisation code of nine, a check digit
 * (GB 32100-2015 §4).
 */
import { assert } from '@liangma/shared/kernel/assert';
import { usccCheckDigit } from '@liangma/shared/kernel/uscc';
import type { Enterprise, EnterpriseId } from '@liangma/shared/registry/enterprise';
import { COUNTY } from './regions.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const KIND_DIGIT: Partial<Record<Enterprise['kind'], string>> = {
  'individual-business': '2',
  'farmers-cooperative': '3',
};
const ENTERPRISE_DIGIT = '1';

/** Real codes with MA have run from MA0 to about MAF so far; MAY is far off. */
const BLOCK = 'MAY';
const BODY_DIGITS = 5;
const BODIES = 31 ** BODY_DIGITS;
/** No multiple of 31, so the walk through the block meets each code once and neighbours look unlike. */
const STRIDE = 18_181_811;

export function enterpriseId(kind: Enterprise['kind'], serial: number, county: string = COUNTY.code): EnterpriseId {
  if (kind === 'personal-partnership') return `X${county}${String(serial).padStart(5, '0')}` as EnterpriseId;
  const body = BLOCK + base31(((serial + 1) * STRIDE) % BODIES);
  const first17 = `9${KIND_DIGIT[kind] ?? ENTERPRISE_DIGIT}${county}${body}${organisationCheckDigit(body)}`;
  const check = usccCheckDigit(first17);
  assert(check, 'all characters are of the alphabet');
  return (first17 + check) as EnterpriseId;
}

function base31(n: number): string {
  let digits = '';
  for (let rest = n; digits.length < BODY_DIGITS; rest = Math.floor(rest / 31)) digits = ALPHABET[rest % 31] + digits;
  return digits;
}

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714-1997 §3.2: weights modulo 11, letters count from A = 10. */
export function organisationCheckDigit(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}
