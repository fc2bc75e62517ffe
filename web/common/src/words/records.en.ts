import type { records as zh } from './records.zh-CN.ts';

export const records: typeof zh = {
  title: 'On-site inspection record',
  answers: { pass: 'Pass', fail: 'Fail', 'not-applicable': 'Not applicable' },
  outcomes: {
    'no-problem': { name: 'No problem found', meaning: 'Everything inspected meets the requirements.' },
    guidance: { name: 'Guidance given', meaning: 'A minor matter, explained in person; no penalty.' },
    'corrected-on-spot': { name: 'Corrected on the spot', meaning: 'What was found was put right before the end.' },
    'ordered-to-correct': {
      name: 'Ordered to correct',
      meaning: 'To be put right by the day stated, then inspected again.',
    },
    transferred: {
      name: 'Referred for investigation',
      meaning: 'A suspected offence, to be investigated by the agency or the authority in charge.',
    },
  },
  parts: {
    startedAt: 'Inspection began',
    endedAt: 'Inspection ended',
    items: 'Items inspected',
    finding: 'What was found',
    outcome: 'Outcome',
    correctBy: 'Correct by',
    personPresent: 'Person present',
    opinion: 'Comments from the business',
  },
  counts: (pass, fail, notApplicable) => `${pass} pass, ${fail} fail, ${notApplicable} not applicable`,
};
