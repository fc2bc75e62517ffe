/** The frequency rules of a matter in words, a sentence a rule. */
import type { Cap } from '@liangma/shared/matters/cap';
import type { desk } from '#lib/words/desk/desk.zh-CN.ts';

type Words = Pick<(typeof desk)['matters'], 'capSentences' | 'noCap' | 'capJoin'>;

export const sayCap = (cap: Cap, words: Words): string => words.capSentences(cap).join(words.capJoin) || words.noCap;
