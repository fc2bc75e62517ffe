/** Words for the number by which an enterprise is known: few have no 统一社会信用代码 and only a register number (注册号). */
import { isRegisterNumber } from '@liangma/shared/registry/enterprise';

interface EnterpriseIdWords {
  readonly uscc: string;
  readonly register: string;
  /** The heading of a column, or of a search, that has both. */
  readonly either: string;
}

const WORDS = {
  'zh-CN': { uscc: '统一社会信用代码', register: '注册号', either: '统一社会信用代码/注册号' },
  en: {
    uscc: 'Unified social credit code',
    register: 'Registration number',
    either: 'Credit code or registration number',
  },
} as const satisfies Record<string, EnterpriseIdWords>;
type Locale = keyof typeof WORDS;

/** The word for this number. */
export const sayEnterpriseId =
  (locale: Locale) =>
  (id: string): string =>
    WORDS[locale][isRegisterNumber(id) ? 'register' : 'uscc'];

export const eitherEnterpriseId = (locale: Locale): string => WORDS[locale].either;
