/** The words of the form that enterprises fill in, for reading what they said. */
import { dictionary } from '#lib/words/dictionary.svelte.ts';

export const evaluationWords = dictionary({
  'zh-CN': async () => {
    const [{ evaluation }, { bans }] = await Promise.all([
      import('@liangma/web-common/words/evaluation/zh-CN'),
      import('@liangma/web-common/words/verdict/zh-CN'),
    ]);
    return { questions: evaluation.questions, acts: bans.acts };
  },
  en: async () => {
    const [{ evaluation }, { bans }] = await Promise.all([
      import('@liangma/web-common/words/evaluation/en'),
      import('@liangma/web-common/words/verdict/en'),
    ]);
    return { questions: evaluation.questions, acts: bans.acts };
  },
});
