import type { holds as zh } from './holds-zh-CN.ts';

export const holds: typeof zh = {
  inShort: {
    refuse: {
      title: 'Not valid',
      meaning: 'This code does not allow anyone to enter. You may refuse the inspection.',
      next: 'The exact reason could not be loaded. Your signal may be weak.',
    },
    unsure: {
      title: 'Not checked yet',
      meaning:
        'The data needed for checking could not be loaded. Your signal may be weak. We do not know whether the code is genuine.',
      next: 'Move to where the signal is better and try again. Without a signal, ask the officers to record your answer on their work phone, or call 12345 and read out the check number. Until it is clear, you need not let anyone in.',
    },
  },
  kinds: {
    routine: 'Routine inspection',
    case: 'Case inspection',
    special: 'Special inspection',
    visit: 'Visit, not an inspection',
  },
  joint: 'Joint inspection',
  genuine: 'This task code is genuine',
  genuineVisit: 'This visit code is genuine',
  validUntil: (time) => `Valid until ${time}`,
  presence: { live: 'live code', printed: 'printed code' },
  printedMeaning:
    'This printed code proves the inspection was approved. It does not prove who is at your door. Ask the officers to show the live code on their phone, and scan that.',
  how: 'How it was checked',
  checkedHere: 'Checked by this phone',
  statusAge: (time) => `Withdrawals checked up to ${time}`,
  nth: (n) => `Your ${ordinal(n)} inspection this year, all matters together`,
  cap: (n) => `this matter: at most ${n} a year`,
  inspected: 'Business',
  matters: 'Inspecting',
  officers: 'Officers',
  certificate: (number) => `certificate no. ${number}`,
  unknownMatter: (id) => `Matter not on the list (${id})`,
  noBasis: 'The published list states no legal basis',
  mayRefuse:
    'Please check the officers’ certificates. You may refuse if there are fewer than two officers, if a certificate does not match, or if they inspect anything not listed here.',
  mayRefuseVisit:
    'A visit is not an inspection: no checking of accounts, no samples, no records, no orders to correct. Otherwise you may refuse.',
  noHarm: 'A lawful refusal never counts against you.',
};

function ordinal(n: number): string {
  const isTeen = n % 100 > 10 && n % 100 < 14;
  return n + ((!isTeen && ['th', 'st', 'nd', 'rd'][n % 10]) || 'th');
}
