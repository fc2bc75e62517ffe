/** Beside the facts of a code that an officer's device issued: under whose grant, and which of its codes. Both languages in one small file. */
import type { Locale } from '../../locales.ts';

const SAY: Record<Locale, (agency: string, number: number) => string> = {
  'zh-CN': (agency, number) => `现场签发：依${agency}负责人的书面授权，由执法设备签发，是该授权的第 ${number} 次`,
  en: (agency, number) =>
    `Issued on site by the officer’s device, under a written grant by the head of ${agency}: no. ${number} of that grant`,
};

export const sayOnSite = (locale: Locale, agency: string, number: number): string => SAY[locale](agency, number);
