/** Our icons: 24 px grid, stroke 1.75. One path string each. */
import { MARKS } from './mark.ts';

export const ICONS = {
  back: 'm14 6-6 6 6 6',
  forward: 'm10 6 6 6-6 6',
  calendar: 'M5 4h14v17H5zM9 2v4M15 2v4M5 9h14',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M7 12h10',
  search: 'M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM16 16l4.5 4.5',
  sync: 'M4 15a8 8 0 0 1 14.5-6M20 9a8 8 0 0 1-14.5 6M18 4v5h-5M6 20v-5h5',
  tick: MARKS.genuine,
  cross: MARKS.refuse,
  plus: 'M12 5v14M5 12h14',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.01',
  alert: 'M12 4 2.5 20h19zM12 10v4.5M12 17.5v.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21a7.5 7.5 0 0 1 15 0',
  document: MARKS.past,
  offline:
    'M2 2l20 20M5 12.5a10 10 0 0 1 5-2.7M2 8.8a15 15 0 0 1 4.5-2.7M19 12.5a10 10 0 0 0-2-1.5M22 8.8A15 15 0 0 0 11 5M8.5 16a5 5 0 0 1 7 0M12 20v.01',
  phone: 'M6 3h4l2 5-2.5 1.5a11 11 0 0 0 5 5L16 12l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z',
  torch: 'M8 3h8v4l-2 3v11h-4V10L8 7zM12 12v2',
} as const;
export type IconName = keyof typeof ICONS;
