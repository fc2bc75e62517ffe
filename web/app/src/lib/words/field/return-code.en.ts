import type { returnCode as zh } from './return-code.zh-CN.ts';

export const returnCode: typeof zh = {
  troubles: {
    broken: {
      title: 'The receipt code is not valid; nothing was kept',
      text: 'It is incomplete, or was changed. Have the page opened again on their phone and scan once more; if it stays like this, have the task code scanned and confirmed again.',
    },
    'other-task': {
      title: 'Not an answer to a task of this phone; nothing was kept',
      text: 'This phone has no such task. An officer of that task can scan it; their phone also sends it automatically when there is signal.',
    },
    'other-code': {
      title: 'An answer to another code; nothing was kept',
      text: 'The task code that the business scanned is not the one on this phone. Show the code from the task and have it scanned and confirmed again.',
    },
  },
  checking: 'Checking…',
  confirmed: 'The business confirmed',
  refused: 'The business refused',
  at: (time) => `By its clock: ${time}`,
  kept: 'Checked, kept here',
  keptText:
    'It is uploaded when there is network. Their phone sends it too once it has signal; arriving twice, it counts once.',
  known: 'Received before',
  ground: (text) => `Reason: ${text}`,
  doubts: {
    unsure: 'When the business confirmed, its phone could not tell whether the code was genuine.',
    refuse: 'When the business confirmed, the code did not pass the check on its phone.',
  },
};
