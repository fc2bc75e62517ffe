/** Words the evidence of a finding: names in a row, days as people say them. */
import type { Finding } from '@liangma/shared/compliance/finding';
import { sayDay, sayTime } from '../../format.ts';
import type { Locale } from '../../locales.ts';

export type Evidence = Finding['evidence'];
type Value = Evidence[string] | undefined;

export const sayList = (value: Value, between: string): string => (Array.isArray(value) ? value.join(between) : '');

/** Values that stand for words; one that has none is said as it is. */
export const sayWords = (value: Value, words: Readonly<Record<string, string>>, between: string): string =>
  Array.isArray(value) ? value.map((one) => words[one] ?? one).join(between) : '';

export const sayDays = (value: Value, now: number, locale: Locale, between: string): string =>
  Array.isArray(value) ? value.map((at) => sayDay(Number(at), now, locale)).join(between) : '';

export const sayAt = (value: Value, now: number, locale: Locale): string => sayTime(Number(value), now, locale);

export const sayDate = (value: Value, now: number, locale: Locale): string => sayDay(Number(value), now, locale);

/** The inspection of another agency took place already. */
export const isHeld = (state: Value): boolean => state === 'recorded' || String(state).startsWith('performed');

export const hasSome = (value: Value): boolean => Array.isArray(value) && value.length > 0;
