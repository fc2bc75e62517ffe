/** Words of the field face, by topic. Each page loads the topics it shows. */
import { dictionary } from './dictionary.svelte.ts';

export const fieldWords = dictionary({
  'zh-CN': () => import('./field/field.zh-CN.ts').then((m) => m.field),
  en: () => import('./field/field.en.ts').then((m) => m.field),
});

/** An inspection that this device issues by itself. */
export const issuingWords = dictionary({
  'zh-CN': () => import('./field/issuing.zh-CN.ts').then((m) => m.issuing),
  en: () => import('./field/issuing.en.ts').then((m) => m.issuing),
});

/** Inspections that began without a code. */
export const lateWords = dictionary({
  'zh-CN': () => import('./field/late.zh-CN.ts').then((m) => m.late),
  en: () => import('./field/late.en.ts').then((m) => m.late),
});

export const startWords = dictionary({
  'zh-CN': () => import('./field/starting.zh-CN.ts').then((m) => m.start),
  en: () => import('./field/starting.en.ts').then((m) => m.start),
});

export const scanWords = dictionary({
  'zh-CN': () => import('./field/scan.zh-CN.ts').then((m) => m.scan),
  en: () => import('./field/scan.en.ts').then((m) => m.scan),
});

/** Receipt codes of enterprises without network. */
export const returnWords = dictionary({
  'zh-CN': () => import('./field/return-code.zh-CN.ts').then((m) => m.returnCode),
  en: () => import('./field/return-code.en.ts').then((m) => m.returnCode),
});

export const draftWords = dictionary({
  'zh-CN': () => import('./field/drafts.zh-CN.ts').then((m) => m.drafts),
  en: () => import('./field/drafts.en.ts').then((m) => m.drafts),
});

export const explaining = dictionary({
  'zh-CN': () => import('./field/explaining.zh-CN.ts').then((m) => m.explaining),
  en: () => import('./field/explaining.en.ts').then((m) => m.explaining),
});

export const centerWords = dictionary({
  'zh-CN': () => import('./field/sync-center.zh-CN.ts').then((m) => m.center),
  en: () => import('./field/sync-center.en.ts').then((m) => m.center),
});

export const undecided = dictionary({
  'zh-CN': () => import('./field/undecided.zh-CN.ts').then((m) => m.undecided),
  en: () => import('./field/undecided.en.ts').then((m) => m.undecided),
});
