/** Each verdict has its own shape, so that colour never speaks alone. Paths on the 24 px grid of icons.ts. */
export const MARKS = {
  genuine: 'm5 12.5 4.5 4.5L19 7.5',
  refuse: 'm6 6 12 12M18 6 6 18',
  unsure: 'M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.5v.01',
  /** An inspection that was confirmed here and is over. */
  past: 'M6 3h9l4 4v14H6zM9 12h7M9 16h5',
} as const;

export type Tone = keyof typeof MARKS;
