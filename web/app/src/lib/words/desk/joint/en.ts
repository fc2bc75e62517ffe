import type { joint as zh } from './zh-CN.ts';

const agreements: (typeof zh)['agreements'] = {
  waiting: 'Has not answered',
  agreed: 'Agreed',
  declined: 'Declined',
  outdated: 'Application changed: has to agree again',
};

export const joint: typeof zh = {
  partners: 'Partner agencies of a joint inspection',
  partnersNote: 'optional',
  partnersPlaceholder: 'Part of an agency’s name',
  partnersNone: 'No such agency. Only agencies whose region covers the enterprise can be asked.',
  partnersChosen:
    'Matters and officers of the partners can be chosen, at least one officer of each. The approval waits for every partner’s agreement.',
  lead: 'Lead agency',
  agreements,
  checkedOnAgreeing:
    'When you agree, the server checks your agency’s qualification, limits, officers and other inspections again.',
  standOf: (agency, agreement) => `${agency}: ${agreements[agreement]}`,
  stamp: (name, time) => `${name}, ${time}`,
  withText: (text) => `Opinion: ${text}`,
  waits: 'Awaiting our agreement',
  missing: (agencies) => `${agencies} has not agreed yet: it cannot be approved.`,
  decide: (lead) => `${lead} asks this agency to take part in a joint inspection.`,
  opinion: 'Opinion (a reason, if you decline)',
  agree: 'Agree to take part',
  decline: 'Decline',
  sending: 'Sending…',
  reasonMissing: 'Please say why the agency declines.',
  ownPart: 'You applied for it, changed it, or are one of its officers: another head of the agency answers (APR-4).',
  notHead: 'Awaiting the answer of the head of this agency.',
  answerThese: (n) => `${n} joint ${n === 1 ? 'application awaits' : 'applications await'} our agreement`,
};
