/** The English of the first screen beside that of the verdict. */
export { dates } from '@liangma/web-common/words/dates/en';
export { door } from './en.ts';
