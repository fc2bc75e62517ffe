import type { explaining as zh } from './explaining.zh-CN.ts';

export const explaining: typeof zh = {
  asked: 'An explanation is needed',
  why: {
    'performed-after-withdrawal':
      'This inspection was carried out after its code had been withdrawn. The record is kept as evidence. Supervisors need to know why, for instance that there was no network.',
    'performed-after-refusal':
      'This inspection was carried out after the business had refused. The record is kept as evidence. Supervisors need to know why, for instance that nobody on site knew of the refusal.',
  },
  label: 'Explanation',
  missing: 'Write down how it came about first.',
  submit: 'Submit the explanation',
  more: 'Add to it',
  explanation: 'Explanation',
  thanks: 'Saved on this phone; it is sent as soon as there is network. Supervisors can read it.',
};
