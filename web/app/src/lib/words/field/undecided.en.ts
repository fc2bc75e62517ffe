import type { undecided as zh } from './undecided.zh-CN.ts';

export const undecided: typeof zh = {
  state: 'To be decided',
  list: 'Arrived, a supervisor decides',
  text: 'When these were made the device had been revoked, or the officer was suspended. The server has them and keeps them as evidence; a supervisor decides whether they count. The result will appear here.',
};
