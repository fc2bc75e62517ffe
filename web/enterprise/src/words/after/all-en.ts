/** One download a language. */
export { evaluation } from '@liangma/web-common/words/evaluation/en';
export { bans, rights, verdict } from '@liangma/web-common/words/verdict/en';
export { after } from './en.ts';
