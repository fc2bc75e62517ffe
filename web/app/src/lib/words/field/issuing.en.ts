import { grants } from '@liangma/web-common/words/grants/en';
import type { issuing as zh } from './issuing.zh-CN.ts';

function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14;
  const ending = ({ 1: 'st', 2: 'nd', 3: 'rd' } as Record<number, string>)[n % 10];
  return `${n}${(!teen && ending) || 'th'}`;
}

export const issuing: typeof zh = {
  findings: grants.issuing,
  troubles: {
    'no-trust': {
      title: 'Nothing to verify with yet',
      text: 'Nothing was issued. Sync once while online, then try again.',
    },
    'used-up': {
      title: 'All codes of the permit are used',
      text: 'Nothing was issued. The head of the agency can give another permit, or a code can be applied for at the desk.',
    },
    refused: {
      title: 'The new code is not valid on this device',
      text: 'Nothing was issued or shown to anyone. The permit may have ended, or the lists are old: sync once while online.',
    },
    'too-large': { title: 'Too long', text: 'Nothing was issued. Shorten the reason and try again.' },
  },
  title: 'Issue a code on site',
  line: (left, until) => `${left} ${left === 1 ? 'code' : 'codes'} left to issue on site, until ${until}`,
  under: (left, until) => `Under a written permit · ${left} left · until ${until}`,
  noneTitle: 'No permit in force',
  none: 'The head of the agency gives a permit at the desk; it comes to the enrolled device while online.',
  enterprise: 'Which business',
  search: 'Name or code',
  found: (shown, total) => (total > shown ? `${total} found, the first ${shown} shown` : `${total} found`),
  nothing: 'Nothing found in the region of the permit. Try other words.',
  noPack: 'This device has no list of businesses yet. Sync once while online.',
  change: 'Choose another',
  matters: 'Matters',
  mattersSearch: 'Find a matter',
  moreMatters: (n) => `${n} more: type a name to find one`,
  officers: 'Officers (at least two)',
  certificate: (number) => `Certificate ${number}`,
  source: 'Where the case comes from',
  referenceHint: 'For example the number of the 12345 ticket; where the business asked in person, who asked.',
  why: 'Why it has to be on site',
  whyHint: 'The business and supervisors read this: what the complaint says, for example. At least 10 characters.',
  hours: 'How long',
  hour: (n) => (n === 1 ? '1 hour' : `${n} hours`),
  until: (time) => `From now until ${time}`,
  issue: (number) => `Issue code no. ${number}`,
  incomplete: 'Still missing:',
  ask: 'Issue this code?',
  askText: (enterprise, until) =>
    `A code for ${enterprise}, valid until ${until}. It uses up one code of the permit, is kept on this device and is reported when there is network.`,
  confirm: 'Issue',
  whole: 'They cannot scan it? Show the whole code',
  short: 'Show the smaller code',
  wholeHint: 'The whole code carries its permit, for phones that have never seen it.',
  notHere: 'Shown by the device that issued it',
  notHereText: 'A code issued on site is renewed only on the phone that issued it. Show it there.',
  nth: (number) => `Issued on site · ${ordinal(number)} code under this permit`,
};
