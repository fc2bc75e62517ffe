/** Each verdict has its own shape, so that colour never speaks alone. */
import type { IconName } from './icons.ts';

export const TONES = ['genuine', 'refuse', 'unsure', 'past'] as const;
export type Tone = (typeof TONES)[number];

export const MARKS = {
  genuine: 'tick',
  refuse: 'cross',
  unsure: 'question',
  past: 'document',
} as const satisfies Record<Tone, IconName>;
