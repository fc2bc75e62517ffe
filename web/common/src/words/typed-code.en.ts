import type { typedCode as zh } from './typed-code.zh-CN.ts';

export const typedCode: typeof zh = {
  troubles: {
    empty: () => 'Nothing typed yet. The check number has ten digits and stands next to the QR code.',
    'wrong-length': () => 'A check number has exactly ten digits. Compare and try again.',
    'wrong-check': () =>
      'This check number cannot be right: a digit is wrong, or two are swapped. Compare it with the original.',
    unknown: () => 'This is neither a check number nor the address of a task code; some of it may be missing.',
    'no-network': () => 'You are offline. Check numbers need a network; scanning does not.',
    'not-our-server': () =>
      'This network does not reach the checking system; it may want you to sign in first. Use another network, or scan.',
    'not-found': () =>
      'Not found: no task code has this check number, or it is too early or too late for it. Check the digits; if in doubt, call 12345.',
    'too-many': (minutes) =>
      `Too many look-ups. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}. Scanning still works.`,
    busy: () => 'The system is busy. Try again in a little while, or scan.',
  },
  label: 'Check number (10 digits), or paste the address',
  hint: 'The check number stands next to the QR code and on the notice. Looking it up needs network.',
  check: 'Check',
  searching: 'Looking it up…',
};
