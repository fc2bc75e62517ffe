import type { enterpriseYear as zh } from './enterprise-year.zh-CN.ts';

const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

export const enterpriseYear: typeof zh = {
  title: (year) => `Inspections by all agencies in ${year}`,
  previous: (year) => `${year}`,
  next: (year) => `${year}`,
  years: 'Year',
  month: (n) => ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][n - 1] ?? '',
  kinds: {
    done: 'Inspected on site',
    planned: 'Issued, to come',
    waiting: 'Waiting for approval',
    'off-site': 'Done off site',
    'not-done': 'Did not take place',
  },
  legend: 'Legend',
  own: ' (this agency)',
  strip: (year, visits, agencies) =>
    `${plural(visits, 'inspection')} by ${plural(agencies, 'agency', 'agencies')} in ${year}, by month`,
  mark: (agency, window, type, state) => `${agency}, ${window}, ${type}, ${state}`,
  hint: 'Choose a mark to read its day and state; the arrow keys move between marks.',
  today: 'Today',
  duplicate: 'Possible duplicate',
  duplicates: (days, agencies) =>
    `Possible duplicate: ${agencies.join(' and ')} ${days === 0 ? 'on the same day' : `within ${plural(days + 1, 'day')}`}`,
  span: (days) => `A band joins inspections by different agencies less than ${plural(days, 'day')} apart (DUP-1).`,
  tracks: { quiet: 'Quiet periods', grades: 'Risk grade', whitelist: 'Whitelist' },
  noTrack: { quiet: 'none this year', grades: 'not recorded', whitelist: 'not listed this year' },
  until: (from, to) => (from === to ? from : `${from} to ${to}`),
  none: 'No agency has inspected this year, and nothing is planned.',
  noneOwn: 'No inspections this year',
  caps: 'Yearly limits of this agency’s matters',
  cap: (used, cap) => (Number.isFinite(cap) ? `${used} / ${cap}` : `${used}, limit not known`),
  capWaiting: (n) => `${n} more waiting for approval`,
  capReached: 'Limit reached',
  capExceeded: 'Above the limit',
  capUnsure: 'Cannot be determined from the register',
  capsUntouched: (n) =>
    `${plural(n, 'other matter')} with a limit ${n === 1 ? 'has' : 'have'} not been inspected this year.`,
  capsNone: 'No matter of this agency has a limit.',
  table: {
    caption: 'Visit by visit',
    when: 'Period',
    agency: 'Agency',
    type: 'Type',
    state: 'State',
    near: 'Close to',
  },
};
