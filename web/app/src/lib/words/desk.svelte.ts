/** Words of the desk, by topic. Each page loads the topics it shows. */
import { dictionary } from './dictionary.svelte.ts';

export const desk = dictionary({
  'zh-CN': () => import('./desk/desk.zh-CN.ts').then((m) => m.desk),
  en: () => import('./desk/desk.en.ts').then((m) => m.desk),
});

/** Official documents beside the notice's own words. */
export const documentWords = dictionary({
  'zh-CN': () => import('./desk/documents.zh-CN.ts').then((m) => m.documents),
  en: () => import('./desk/documents.en.ts').then((m) => m.documents),
});

/** Drafts, defaults and copies of applications. */
export const applyWords = dictionary({
  'zh-CN': () => import('./desk/application.zh-CN.ts').then((m) => m.apply),
  en: () => import('./desk/application.en.ts').then((m) => m.apply),
});

/** Joint inspections of several agencies. */
export const jointWords = dictionary({
  'zh-CN': () => import('./desk/joint/zh-CN.ts').then((m) => m.joint),
  en: () => import('./desk/joint/en.ts').then((m) => m.joint),
});

/** Applying for many enterprises at once. */
export const batchWords = dictionary({
  'zh-CN': () => import('./desk/batch.zh-CN.ts').then((m) => m.batch),
  en: () => import('./desk/batch.en.ts').then((m) => m.batch),
});

/** The queue of approvals and the decisions of a head. */
export const decideWords = dictionary({
  'zh-CN': () => import('./desk/deciding.zh-CN.ts').then((m) => m.deciding),
  en: () => import('./desk/deciding.en.ts').then((m) => m.deciding),
});

/** Templates of applications. */
export const templateWords = dictionary({
  'zh-CN': () => import('./desk/templates/zh-CN.ts').then((m) => m.templates),
  en: () => import('./desk/templates/en.ts').then((m) => m.templates),
});

/** Archived documents. */
export const paperWords = dictionary({
  'zh-CN': () => import('./desk/papers/zh-CN.ts').then((m) => m.papers),
  en: () => import('./desk/papers/en.ts').then((m) => m.papers),
});

/** Files of an application. */
export const attachmentWords = dictionary({
  'zh-CN': () => import('./desk/attachments/zh-CN.ts').then((m) => m.attachments),
  en: () => import('./desk/attachments/en.ts').then((m) => m.attachments),
});

/** Changes of an application and its versions. */
export const editWords = dictionary({
  'zh-CN': () => import('./desk/editing.zh-CN.ts').then((m) => m.editing),
  en: () => import('./desk/editing.en.ts').then((m) => m.editing),
});

export const deviceWords = dictionary({
  'zh-CN': () => import('./desk/devices.zh-CN.ts').then((m) => m.devices),
  en: () => import('./desk/devices.en.ts').then((m) => m.devices),
});

export const grantWords = dictionary({
  'zh-CN': () => import('./desk/grants.zh-CN.ts').then((m) => m.deskGrants),
  en: () => import('./desk/grants.en.ts').then((m) => m.deskGrants),
});

export const handoverWords = dictionary({
  'zh-CN': () => import('./desk/handovers.zh-CN.ts').then((m) => m.handovers),
  en: () => import('./desk/handovers.en.ts').then((m) => m.handovers),
});

/** Registers of agencies, officers and enterprises: files, history, grades, whitelist. */
export const registryWords = dictionary({
  'zh-CN': () => import('./desk/registry.zh-CN.ts').then((m) => m.registry),
  en: () => import('./desk/registry.en.ts').then((m) => m.registry),
});

/** Policies, working calendar, publication of matters. */
export const lawWords = dictionary({
  'zh-CN': () => import('./desk/law.zh-CN.ts').then((m) => m.law),
  en: () => import('./desk/law.en.ts').then((m) => m.law),
});

/** Quiet periods: arranging, ending, the list. */
export const quietWords = dictionary({
  'zh-CN': () => import('./desk/quiet-periods.zh-CN.ts').then((m) => m.quietPeriods),
  en: () => import('./desk/quiet-periods.en.ts').then((m) => m.quietPeriods),
});

/** The whitelist as a list. */
export const whitelistWords = dictionary({
  'zh-CN': () => import('./desk/whitelist/zh-CN.ts').then((m) => m.whitelist),
  en: () => import('./desk/whitelist/en.ts').then((m) => m.whitelist),
});

/** Calendar of the county or the own agency, and absences. */
export const calendarWords = dictionary({
  'zh-CN': () => import('./desk/calendar.zh-CN.ts').then((m) => m.calendar),
  en: () => import('./desk/calendar.en.ts').then((m) => m.calendar),
});

/** Year of an enterprise over all agencies. */
export const yearWords = dictionary({
  'zh-CN': () => import('./desk/enterprise-year.zh-CN.ts').then((m) => m.enterpriseYear),
  en: () => import('./desk/enterprise-year.en.ts').then((m) => m.enterpriseYear),
});

/** The five bans and the rights of the enterprise, printed on a notice beside the task. */
export const noticeWords = dictionary({
  'zh-CN': () => import('@liangma/web-common/words/verdict/zh-CN').then(({ bans, rights }) => ({ bans, rights })),
  en: () => import('@liangma/web-common/words/verdict/en').then(({ bans, rights }) => ({ bans, rights })),
});
