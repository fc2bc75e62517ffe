import { unbroken, type siteWords as zh } from './site.zh-CN.ts';

export const siteWords: typeof zh = {
  title: 'About this site',
  link: 'Privacy and accessibility',
  runBy: (name) => `Run by ${name}`,
  address: (host) => `The address must be ${host}`,
  addressHint: 'Look at the address in your browser. If it is a different one, do not believe what the page says.',
  help: (phone) => `Help with this site: ${unbroken(phone)}`,
  supervision: (phone) => `Supervision of inspections: ${unbroken(phone)}`,
  phonesBy: 'These numbers are given by whoever runs this site. They are not part of the signed code.',
  parts: [
    {
      name: 'Privacy',
      items: [
        'Checking a task code needs no sign-in and takes no name, phone number or location. What the camera sees is read on this device and never uploaded.',
        'Confirming, refusing and evaluating are sent to the justice department under a number that this phone makes for itself. It does not say who you are.',
        'The agency that inspected you sees that you confirmed or refused. It cannot see who said what in an evaluation.',
        'What you did here is kept on this phone only; clearing the browser’s data removes it. Public machines keep nothing.',
      ],
    },
    {
      name: 'Accessibility',
      items: [
        'The page has large type, reads aloud, works with the keyboard alone, and is marked up for screen readers.',
        'If you cannot scan, type the check number. Without a phone, ask somebody to call 12345, or ask the officers to record your answer.',
        'If something is hard to use, please tell us, or call 12345.',
      ],
    },
  ],
};
