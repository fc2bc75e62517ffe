import type { apply as zh } from './application.zh-CN.ts';

export const apply: typeof zh = {
  undoClear: 'Undo clearing',
  lastTeam: (team, hours) => `As last time: ${team}, ${hours}`,
  batch: 'Apply for several',
  another: 'Apply for another',
  opinionOf: (name, isReturned) => `${isReturned ? 'Opinion' : 'Reason for refusing'} (${name}): `,
  elsewhere: {
    title: 'The enterprise is outside your region: find it with a letter of assistance',
    note: 'The exact credit code or registration number is needed, and only name and address are shown. Every look-up is recorded for supervisors.',
    number: 'Credit code or registration number',
    numberWrong:
      'Not a valid number. A credit code has 18 characters, a registration number is X and 11 digits. Please check it.',
    letterMissing: 'Enter the number of the letter of assistance.',
    look: 'Find',
    none: 'No enterprise has this number. Please check it.',
    judged:
      'The enterprise is outside your region. Its number of inspections, grade and quiet periods are checked when the application is submitted.',
  },
  drafts: {
    title: (n) => (n === 1 ? 'One draft not submitted' : `${n} drafts not submitted`),
    noEnterprise: 'No enterprise chosen',
    application: 'New application',
    edit: 'Change to an application',
    batch: 'Batch of applications',
    targets: (n) => (n === 1 ? 'One enterprise' : `${n} enterprises`),
    saved: (time) => `saved ${time}`,
    remove: 'Delete',
    removeOf: (enterprise) => `Delete the draft: ${enterprise}`,
    removeTitle: (enterprise) => `Delete the draft for ${enterprise}?`,
    removeText: 'Drafts are kept in this browser only. A deleted draft cannot be brought back.',
    elsewhere: 'This draft is open in another tab. What you enter here is not saved automatically.',
    refused: 'This browser cannot save drafts. If you close the page, what you entered is lost.',
    restoredEdit: 'Your unsubmitted changes have been restored.',
    dropEdit: 'Drop the changes',
    dropEditText: 'The changes that were not submitted are deleted. The application stays as it is.',
  },
};
