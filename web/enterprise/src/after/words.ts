/** Everything is loaded in one language only. */
import type { Locale } from '@liangma/web-common/locales';
import type { camera } from '@liangma/web-common/words/camera.zh-CN';
import type { evaluation } from '@liangma/web-common/words/evaluation.zh-CN';
import type { siteWords } from '@liangma/web-common/words/site.zh-CN';
import type { typedCode } from '@liangma/web-common/words/typed-code.zh-CN';
import type { bans, rights, verdict } from '@liangma/web-common/words/verdict/zh-CN';
import type { after } from '../words/after/zh-CN.ts';

export interface Words {
  readonly after: typeof after;
  readonly verdict: typeof verdict;
  readonly bans: typeof bans;
  readonly rights: typeof rights;
  readonly evaluation: typeof evaluation;
  readonly typedCode: typeof typedCode;
  readonly camera: typeof camera;
  readonly site: typeof siteWords;
}

export const loadWords = (locale: Locale): Promise<Words> =>
  locale === 'en' ? import('../words/after/all-en.ts') : import('../words/after/all-zh.ts');
