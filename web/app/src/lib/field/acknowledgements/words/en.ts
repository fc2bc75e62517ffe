import type { returnCode as zh } from './zh-CN.ts';

export const returnCode: typeof zh = {
  troubles: {
    broken: {
      title: 'The return code does not hold; nothing was kept',
      text: 'It is incomplete, or does not match its signature. Have the page opened again on the enterprise’s phone and scan once more; if it stays like this, have the task code scanned and confirmed again.',
    },
    'other-task': {
      title: 'Not an answer to a task of this phone; nothing was kept',
      text: 'This phone has no such task. An officer of that task can scan it; the enterprise’s phone also sends it by itself when there is signal.',
    },
    'other-code': {
      title: 'An answer to another code; nothing was kept',
      text: 'The task code that the enterprise scanned is not the one on this phone. Show the code from the task and have it scanned and confirmed again.',
    },
  },
  checking: 'Checking…',
  confirmed: 'The enterprise confirmed',
  refused: 'The enterprise refused',
  at: (time) => `By its clock: ${time}`,
  kept: 'Signature valid, kept here',
  keptText:
    'It is uploaded when there is network. The enterprise’s phone sends it too once it has signal; arriving twice, it counts once.',
  known: 'Received before',
  ground: (text) => `Reason: ${text}`,
  doubts: {
    unsure: 'When the enterprise confirmed, its phone could not tell whether the code was genuine.',
    refuse: 'When the enterprise confirmed, the code did not pass the check on its phone.',
  },
};
