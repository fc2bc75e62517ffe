/** The English of the first screen: with it a code that holds is said whole. */
export { dates } from '@liangma/web-common/words/dates.en';
export { holds as verdict } from '@liangma/web-common/words/verdict/holds-en';
export { door } from './en.ts';
