/** Words that several faces share, by topic. Every face loads `shell`; each page loads the other topics it shows. */
import { dictionary } from './dictionary.svelte.ts';

/** The product, sign-in, errors, comforts. */
export const shell = dictionary({
  'zh-CN': () => import('./shell/shell.zh-CN.ts').then((m) => m.shell),
  en: () => import('./shell/shell.en.ts').then((m) => m.shell),
});

/** Accounts, posts, passwords, the set-up. */
export const peopleWords = dictionary({
  'zh-CN': () => import('./shell/people.zh-CN.ts').then((m) => m.people),
  en: () => import('./shell/people.en.ts').then((m) => m.people),
});

/** State of the installation. */
export const adminWords = dictionary({
  'zh-CN': () => import('./shell/admin.zh-CN.ts').then((m) => m.admin),
  en: () => import('./shell/admin.en.ts').then((m) => m.admin),
});

/** Messages to people outside the pages. */
export const messageWords = dictionary({
  'zh-CN': () => import('./shell/messages.zh-CN.ts').then((m) => m.messages),
  en: () => import('./shell/messages.en.ts').then((m) => m.messages),
});

export const listWords = dictionary({
  'zh-CN': () => import('./shell/lists.zh-CN.ts').then((m) => m.lists),
  en: () => import('./shell/lists.en.ts').then((m) => m.lists),
});

export const photoWords = dictionary({
  'zh-CN': () => import('./shell/photos.zh-CN.ts').then((m) => m.photos),
  en: () => import('./shell/photos.en.ts').then((m) => m.photos),
});

/** Keyboard shortcuts and the search for everything. */
export const keyWords = dictionary({
  'zh-CN': () => import('./shell/keys.zh-CN.ts').then((m) => m.keys),
  en: () => import('./shell/keys.en.ts').then((m) => m.keys),
});

/** Changes of a task after its code was signed. Caps are named with the words of the desk. */
export const changeWords = dictionary({
  'zh-CN': () => import('./shell/changes.zh-CN.ts').then((m) => m.changes),
  en: () => import('./shell/changes.en.ts').then((m) => m.changes),
});

export const taskWords = dictionary({
  'zh-CN': () => import('@liangma/web-common/words/tasks/zh-CN').then((m) => m.tasks),
  en: () => import('@liangma/web-common/words/tasks/en').then((m) => m.tasks),
});

export const recordWords = dictionary({
  'zh-CN': () => import('@liangma/web-common/words/records.zh-CN').then((m) => m.records),
  en: () => import('@liangma/web-common/words/records.en').then((m) => m.records),
});
