/** Chinese is here at once; English is fetched. */
import type { Locale } from '@liangma/web-common/locale';
import { verdict } from '@liangma/web-common/words/verdict/zh-CN';
import { door } from '../words/door/zh-CN.ts';
import type { DoorWords } from './paint.ts';

const chinese: DoorWords = { door, verdict };

/** Chinese too when English cannot be fetched: better than an empty page. */
export const wordsOf = async (locale: Locale): Promise<DoorWords> =>
  locale === 'en' ? import('../words/door/all-en.ts').catch(() => chinese) : chinese;
