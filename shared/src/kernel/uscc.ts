/** 统一社会信用代码, 18 characters with a check digit modulo 31 (GB 32100-2015 §5). */
import * as v from 'valibot';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** `first17` are the first seventeen characters; `undefined` where one of them is outside the alphabet. */
export function usccCheckDigit(first17: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const value = ALPHABET.indexOf(first17.charAt(i) || '?');
    if (value < 0) return undefined;
    sum += value * (WEIGHTS[i] as number);
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

export const isUscc = (text: string): boolean => text.length === 18 && usccCheckDigit(text.slice(0, 17)) === text[17];

export const usccSchema = v.pipe(v.string(), v.check(isUscc, 'uscc'), v.brand('Uscc'));
export type Uscc = v.InferOutput<typeof usccSchema>;
