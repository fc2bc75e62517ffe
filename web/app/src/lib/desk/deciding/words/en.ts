import type { deciding as zh } from './zh-CN.ts';

export const deciding: typeof zh = {
  approve: 'Approve and issue the code',
  approving: 'Issuing…',
  giveBack: 'Return for correction',
  reject: 'Refuse',
  withdraw: 'Withdraw the code',
  more: 'More actions',
  copy: 'Copy as a new application',
  again: 'Apply again',
  againNote: 'A new application opens with the same content, to be corrected and submitted.',
  replacesLink: 'Show the original application and the opinion',
  returned: 'Returned for correction',
  ownApplication: 'You cannot approve your own application. Another head of the agency has to (APR-1).',
  notApprover: 'Waiting for the head of the agency.',
  mayNotApprove: (titles) => `Cannot be approved: ${titles}. Return it for correction, or refuse it with a reason.`,
  dialogs: {
    return: {
      title: 'Return for correction',
      text: 'The clerk sees the opinion, corrects the application and submits it again.',
      label: 'Opinion',
      missing: 'Write what has to be corrected.',
    },
    reject: {
      title: 'Refuse this application',
      text: 'The clerk is told the reason, and it is kept in the record.',
      label: 'Reason',
      missing: 'Write the reason.',
    },
    withdraw: {
      title: 'Withdraw the code',
      text: 'From then on a scan says “withdrawn”, and the enterprise may refuse. This cannot be undone.',
      label: 'Reason',
      missing: 'Write the reason.',
    },
  },
  done: {
    approve: (enterprise) => `Approved: ${enterprise}`,
    return: (enterprise) => `Returned for correction: ${enterprise}`,
    reject: (enterprise) => `Refused: ${enterprise}`,
    withdraw: (enterprise) => `Withdrawn: ${enterprise}`,
  },
  own: 'Your own',
  appliedBy: (name) => `applied for by ${name}`,
  show: 'Show',
  begun: 'Start has passed',
  allDone: 'No other application awaits approval.',
};
