/** An officer comes to a task whose draft was begun before (DRAFT-5). */
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { Step } from '../script/steps.ts';
import { type KeptScript, SMALL } from './kept-script.ts';

export const CAME_TO_A_DRAFT: KeptScript = {
  name: 'came-to-a-task-with-a-draft',
  showed:
    'An officer who came to a task after another had begun its draft never got that draft: its number lay below the officer’s checkpoint.',
  shape: { ...SMALL, devices: 8 },
  script: [
    { at: SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
    ...[0, 1].map((phone): Step => ({ at: (5 + phone) * SECOND, do: 'open', phone })),
    { at: MINUTE, do: 'act', phone: 0, act: 'draft' },
    // All others pull a draft with a later number.
    ...[2, 4, 6].flatMap((phone): Step[] => [
      { at: (2 + phone) * MINUTE, do: 'apply', officers: [phone, phone + 1] as const, minutes: 300 },
      { at: (2 + phone) * MINUTE + 10 * SECOND, do: 'open', phone },
      { at: (2 + phone) * MINUTE + 11 * SECOND, do: 'open', phone: phone + 1 },
      { at: (3 + phone) * MINUTE, do: 'act', phone, act: 'draft' },
      { at: (3 + phone) * MINUTE + 30 * SECOND, do: 'act', phone: phone + 1, act: 'sync' },
    ]),
    // The dice decide to whom each task goes.
    ...Array.from({ length: 4 }, (_, i): Step => ({ at: (12 + i) * MINUTE, do: 'reassign' })),
  ],
};
