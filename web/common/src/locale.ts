/** Which language, and the two comforts: theme and type size. Kept in localStorage, shown on <html>. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = { locale: 'liangma.locale', theme: 'liangma.theme', type: 'liangma.type' } as const;

/** The person's choice, else Chinese unless the browser asks for no Chinese at all. */
export function currentLocale(): Locale {
  const chosen = read(KEY.locale);
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  return navigator.languages.some((language) => language.startsWith('zh')) || !navigator.languages.length
    ? 'zh-CN'
    : 'en';
}

export const chooseLocale = (locale: Locale): void => write(KEY.locale, locale);

export type Theme = 'light' | 'dark';

/** Call before anything is drawn. */
export function applyComforts(): void {
  const root = document.documentElement;
  root.lang = currentLocale();
  const dark = read(KEY.theme) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  root.dataset.theme = dark;
  if (read(KEY.type) === 'large') root.dataset.type = 'large';
  else delete root.dataset.type;
}

export const isLargeType = (): boolean => read(KEY.type) === 'large';

export function chooseLargeType(large: boolean): void {
  write(KEY.type, large ? 'large' : 'normal');
  applyComforts();
}

export function chooseTheme(theme: Theme): void {
  write(KEY.theme, theme);
  applyComforts();
}

/** Storage may be refused (private windows, embedded views): then the choice lasts as long as the page. */
const session = new Map<string, string>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? session.get(key) ?? null;
  } catch {
    return session.get(key) ?? null;
  }
}

function write(key: string, value: string): void {
  session.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // kept for this page only
  }
}
