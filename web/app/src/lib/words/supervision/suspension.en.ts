import type { suspension as zh } from './suspension.zh-CN.ts';

export const suspension: typeof zh = {
  title: 'Officers',
  lead: 'Officers of all agencies of this region. They can be suspended, and reinstated once the matter is cleared.',
  empty: 'No officers are registered in this region yet.',
  suspend: 'Suspend',
  suspendNamed: (name) => `Suspend ${name}`,
  suspendTitle: (name, agency) => `Suspend ${name}, ${agency}`,
  suspendText:
    'This takes effect at once: the officer can no longer sign in to the field app or be named in applications. Records made before are still accepted; records made afterwards are held until supervisors decide about them.',
  reason: 'Reason',
  reasonMissing: 'Please give the reason.',
  suspended: (name) => `${name} is suspended.`,
  reinstate: 'Reinstate',
  reinstateNamed: (name) => `Reinstate ${name}`,
  reinstateTitle: (name, agency) => `Reinstate ${name}, ${agency}`,
  reinstateText:
    'This takes effect at once. Records made during the suspension stay held until supervisors decide about each.',
  reinstated: (name) => `${name} is reinstated.`,
};
