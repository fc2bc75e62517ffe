/** Each language is a single download. */
export { camera } from '@liangma/web-common/words/camera.en';
export { evaluation } from '@liangma/web-common/words/evaluation.en';
export { siteWords as site } from '@liangma/web-common/words/site.en';
export { typedCode } from '@liangma/web-common/words/typed-code.en';
export { bans, rights, verdict } from '@liangma/web-common/words/verdict/en';
export { after } from './en.ts';
