/** Language, and the two comforts: theme and type size. Kept in localStorage, shown on <html>. */
import { keep, readKept } from './kept.ts';
import type { Locale } from './locales.ts';

const KEY = { locale: 'liangma.locale', theme: 'liangma.theme', type: 'liangma.type' } as const;

/** The person's choice, else Chinese unless the browser asks for no Chinese at all. */
export function currentLocale(): Locale {
  const chosen = readKept(KEY.locale);
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  return navigator.languages.some((language) => language.startsWith('zh')) || !navigator.languages.length
    ? 'zh-CN'
    : 'en';
}

export const chooseLocale = (locale: Locale): void => keep(KEY.locale, locale);

export type Theme = 'light' | 'dark';

/** Call before anything is drawn. */
export function applyComforts(): void {
  const root = document.documentElement;
  root.lang = currentLocale();
  const dark = readKept(KEY.theme) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  root.dataset.theme = dark;
  if (readKept(KEY.type) === 'large') root.dataset.type = 'large';
  else delete root.dataset.type;
}

export const isLargeType = (): boolean => readKept(KEY.type) === 'large';

export function chooseLargeType(large: boolean): void {
  keep(KEY.type, large ? 'large' : 'normal');
  applyComforts();
}

export function chooseTheme(theme: Theme): void {
  keep(KEY.theme, theme);
  applyComforts();
}
