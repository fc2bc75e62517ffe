/** Each language is a single download. */
export { camera } from '@liangma/web-common/words/camera.zh-CN';
export { evaluation } from '@liangma/web-common/words/evaluation.zh-CN';
export { siteWords as site } from '@liangma/web-common/words/site.zh-CN';
export { typedCode } from '@liangma/web-common/words/typed-code.zh-CN';
export { bans, rights, verdict } from '@liangma/web-common/words/verdict/zh-CN';
export { after } from './zh-CN.ts';
