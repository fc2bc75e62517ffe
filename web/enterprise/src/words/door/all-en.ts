/** Everything English that the first screen needs, as one download. */
export { verdict } from '@liangma/web-common/words/verdict/en';
export { door } from './en.ts';
