/**
 * Chinese of a code that holds is here at once. What is said of any other code is a file of its own, which the service
 * worker keeps; so is English. Each is bundled on its own (bundling/door-page.ts).
 */
import type { DateWords } from '@liangma/web-common/dates';
import type { Locale } from '@liangma/web-common/locales';
import { dates } from '@liangma/web-common/words/dates.zh-CN';
import { holds } from '@liangma/web-common/words/verdict/holds-zh-CN';
import { door } from '../words/door/zh-CN.ts';
import type { Doubt } from './view.ts';

export interface DoorWords {
  readonly locale: Locale;
  readonly door: typeof door;
  readonly dates: DateWords;
  readonly verdict: typeof holds;
  /** Absent until they have arrived: then a verdict is said in short. */
  readonly doubt?: Doubt;
}

/** Chinese too when English cannot be fetched: better than an empty page. */
export async function wordsOf(locale: Locale): Promise<DoorWords> {
  const chinese = { locale: 'zh-CN', door, dates, verdict: holds } as const;
  if (locale !== 'en') return chinese;
  return import('../words/door/all-en.ts').then(
    (english) => ({ locale, ...english }),
    () => chinese,
  );
}

/** The same where they cannot be fetched now. */
export const withDoubt = (words: DoorWords): Promise<DoorWords> =>
  (words.locale === 'en' ? import('./doubt-en.ts') : import('./doubt-zh.ts')).then(
    (doubt) => ({ ...words, doubt }),
    () => words,
  );
