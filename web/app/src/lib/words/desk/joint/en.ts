import type { joint as zh } from './zh-CN.ts';

export const joint: typeof zh = {
  label: 'Joint',
  partners: 'Partner agencies of a joint inspection',
  partnersNote: 'optional',
  partnersPlaceholder: 'Part of an agency’s name',
  partnersNone: 'No such agency. Only agencies whose region covers the enterprise can be asked.',
  partnersChosen:
    'Matters and officers of the partners can be chosen, at least one officer of each. The approval waits for every partner’s agreement.',
  of: (agency) => `(${agency})`,
  lead: 'Lead agency',
  agreements: {
    waiting: 'Has not answered',
    agreed: 'Agreed',
    declined: 'Declined',
    outdated: 'Application changed: has to agree again',
  },
  answer: (agreement, name, time) => `${agreement}, ${name}, ${time}`,
  withText: (text) => `Opinion: ${text}`,
  waits: 'Waits for our agreement',
  missing: (agencies) => `${agencies} has not agreed yet: it cannot be approved.`,
  decide: (lead) => `${lead} asks this agency to take part in a joint inspection.`,
  opinion: 'Opinion (a reason, if you decline)',
  agree: 'Agree to take part',
  decline: 'Decline',
  sending: 'Sending…',
  reasonMissing: 'Please say why the agency declines.',
  ownPart: 'You applied for it, changed it, or are one of its officers: another head of the agency answers (APR-4).',
  notHead: 'Waits for the head of this agency.',
  leadDecides: 'The lead agency decides.',
  overtaken: 'The application was changed since you opened it. Read it as it is now, then answer.',
  done: {
    agree: (enterprise) => `Agreed to take part: ${enterprise}`,
    decline: (enterprise) => `Declined: ${enterprise}`,
  },
  answerThese: (n) => `${n} joint ${n === 1 ? 'application waits' : 'applications wait'} for our agreement`,
  withPartners: (agencies) => `Joint inspection: ${agencies}`,
};
