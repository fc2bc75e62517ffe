import type { calendar as zh } from './calendar.zh-CN.ts';

export const calendar: typeof zh = {
  title: 'Calendar',
  views: { week: 'Week', month: 'Month' },
  view: 'Show',
  previous: { week: 'Week before', month: 'Month before' },
  next: { week: 'Next week', month: 'Next month' },
  today: 'Today',
  span: (from, to) => `${from} to ${to}`,
  filter: 'Officer, department, enterprise or township',
  officer: 'Officer',
  kinds: { working: '', weekend: 'Off', holiday: 'Holiday', 'make-up': 'Working weekend', unknown: 'Not announced' },
  states: { free: 'Free', busy: 'Busy', left: 'Left', suspended: 'Suspended', uncertified: 'No valid certificate' },
  quiet: 'Quiet day',
  quietNamed: (names) => `Hatched days are quiet: ${names.join(', ')}. See “Quiet periods” for where they hold.`,
  provisional: 'Holidays not announced yet',
  apply: (name, day) => `Free, apply for an inspection by ${name} on ${day}`,
  tasks: (name, day, n) => `${name}, ${day}: ${n} ${n === 1 ? 'task' : 'tasks'}`,
  none: 'No officers of this agency are registered yet.',
  noneFound: 'No officer matches.',
  more: (n) => `Only the first ${n} tasks are shown; choose a week.`,
};
