/** The yearly cap in words, as the published list states it. */
import type { Cap } from '@liangma/shared/matters/matter';
import type { desk } from '#lib/words/desk/desk.zh-CN.ts';

export function sayCap(cap: Cap, words: (typeof desk)['matters']): string {
  switch (cap.kind) {
    case 'flat':
      return words.flat(cap.perYear);
    case 'by-grade':
      return Object.entries(cap.perYear)
        .map(([grade, n]) => words.grade(grade, n))
        .join(' · ');
    case 'none-stated':
      return words.noCap;
  }
}
