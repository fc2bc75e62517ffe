import { currentLocale } from '@liangma/web-common/locale';
import { Door } from './door.ts';
import { wordsOf } from './words.ts';

const locale = currentLocale();
void wordsOf(locale).then((words) => {
  const [root, view] = ['door', 'view'].map((id) => document.getElementById(id)) as [HTMLElement, HTMLElement];
  new Door(root, view, locale, words).start();
});
