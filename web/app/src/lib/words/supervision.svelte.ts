/** Words of supervision, by topic. Each page loads the topics it shows. */
import { dictionary } from './dictionary.svelte.ts';

export const supervision = dictionary({
  'zh-CN': () => import('./supervision/supervision.zh-CN.ts').then((m) => m.supervision),
  en: () => import('./supervision/supervision.en.ts').then((m) => m.supervision),
});

/** Held records and the decision on each. */
export const quarantineWords = dictionary({
  'zh-CN': () => import('./supervision/quarantine.zh-CN.ts').then((m) => m.quarantine),
  en: () => import('./supervision/quarantine.en.ts').then((m) => m.quarantine),
});

export const suspensionWords = dictionary({
  'zh-CN': () => import('./supervision/suspension.zh-CN.ts').then((m) => m.suspension),
  en: () => import('./supervision/suspension.en.ts').then((m) => m.suspension),
});

/** Questions of the form that enterprises fill in, for reading their answers. */
export const evaluationWords = dictionary({
  'zh-CN': async () => {
    const [{ evaluation }, { bans }] = await Promise.all([
      import('@liangma/web-common/words/evaluation.zh-CN'),
      import('@liangma/web-common/words/verdict/zh-CN'),
    ]);
    return { questions: evaluation.questions, acts: bans.acts };
  },
  en: async () => {
    const [{ evaluation }, { bans }] = await Promise.all([
      import('@liangma/web-common/words/evaluation.en'),
      import('@liangma/web-common/words/verdict/en'),
    ]);
    return { questions: evaluation.questions, acts: bans.acts };
  },
});
