/**
 * Chinese of a code that holds is here at once. What is said of any other code is a file of its own, which the service
 * worker keeps; so is English, whole.
 */
import type { DateWords } from '@liangma/web-common/dates';
import type { Locale } from '@liangma/web-common/locale';
import { dates } from '@liangma/web-common/words/dates/zh-CN';
import type { doubt } from '@liangma/web-common/words/verdict/doubt-zh-CN';
import { holds } from '@liangma/web-common/words/verdict/holds-zh-CN';
import { door } from '../words/door/zh-CN.ts';

export interface DoorWords {
  readonly door: typeof door;
  readonly dates: DateWords;
  readonly verdict: typeof holds;
  /** Absent until they have arrived: then a verdict is said in short. */
  readonly doubt?: typeof doubt;
}

/** Chinese too when English cannot be fetched: better than an empty page. */
export async function wordsOf(locale: Locale): Promise<DoorWords> {
  const chinese = { door, dates, verdict: holds };
  if (locale !== 'en') return chinese;
  const files = [import('../words/door/all-en.ts'), import('@liangma/web-common/words/verdict/en')] as const;
  return Promise.all(files).then(
    ([more, { verdict }]) => ({ ...more, verdict, doubt: verdict }),
    () => chinese,
  );
}

/** The same where they cannot be fetched now. */
export const withDoubt = (words: DoorWords): Promise<DoorWords> =>
  import('@liangma/web-common/words/verdict/doubt-zh-CN').then(
    ({ doubt }) => ({ ...words, doubt }),
    () => words,
  );
