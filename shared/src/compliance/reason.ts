/** Written reasons: for entering, against a finding, for rejecting and withdrawing. */
import type { Policy } from './policy.ts';

/** [FREQ-6] A reason has words: as many letters and digits as the policy asks; punctuation and spaces count for nothing. */
export const hasWords = (text: string, { reasonCharacters }: Pick<Policy, 'reasonCharacters'>): boolean =>
  (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= reasonCharacters;
