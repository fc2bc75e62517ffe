/**
 * Search tokens of a text. A text and a search are cut the same way, so that a search is a test for tokens and an inverted
 * index of any database answers it: Han characters by one and by two, letters and digits by one, two and three.
 */

/** Numbers are found by their beginning: its token is the mark and the beginning. */
const BEGINS = '#';

/** Runs of Han characters and runs of letters or digits, in lower case; everything else separates. */
export const runsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [];

const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

const grams = (run: string, size: number): string[] => {
  const signs = [...run];
  return signs.length < size ? [] : signs.slice(size - 1).map((_, i) => signs.slice(i, i + size).join(''));
};

/** Tokens under which a text is found. */
export function textTokens(text: string): string[] {
  return runsOf(text).flatMap((run) =>
    isHan(run) ? [...grams(run, 1), ...grams(run, 2)] : [...grams(run, 1), ...grams(run, 2), ...grams(run, 3)],
  );
}

/** Tokens under which a number is found by its first two, three … characters. */
export function beginningTokens(number: string): string[] {
  const text = number.toLowerCase();
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => BEGINS + text.slice(0, i + 2));
}

/** Tokens that all stand in every text that holds the run. */
export function runTokens(run: string): string[] {
  const length = [...run].length;
  return grams(run, Math.min(length, isHan(run) ? 2 : 3));
}

export const beginningToken = (run: string): string => BEGINS + run;

/** The beginning that a token stands for; undefined for another token. */
export const beginningOf = (token: string): string | undefined =>
  token.startsWith(BEGINS) ? token.slice(BEGINS.length) : undefined;
