/** A single download: the words of doubt, and what is shown by them. */
export { doubt } from '@liangma/web-common/words/verdict/doubt-zh-CN';
export { viewOfDoubt } from './doubt-view.ts';
