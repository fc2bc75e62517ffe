import { sync } from '@liangma/web-common/words/sync.en';
import type { handovers as zh } from './handovers.zh-CN.ts';

export const handovers: typeof zh = {
  sync,
  title: 'Import an upload file',
  lead: 'Where a phone finds no network, its officer exports an upload file on the sync page; it is imported here. The server checks each signature and treats each record as if the phone had sent it. Importing a file twice does no harm.',
  drop: 'Drop an upload file here',
  choose: 'Choose a file',
  hint: 'Its name ends in .liangma. Photos come in a photo file of their own, to be imported after it.',
  working: 'Checking each record…',
  another: 'Import another',
  from: (officer, time) => `${officer}’s phone, exported ${time}`,
  counts: {
    accepted: (n) => `${n} newly accepted`,
    known: (n) => `${n} received before`,
    held: (n) => `${n} received, not decided yet`,
    refused: (n) => `${n} not accepted`,
  },
  time: 'Time (phone)',
  record: 'Record',
  enterprise: 'Enterprise',
  result: 'Result',
  accepted: 'Accepted',
  known: 'received before',
  unreadable: 'One that cannot be read',
  unknownEnterprise: 'Task not on the server',
  waiting: 'The server has it and still misses an earlier one of this phone; it counts once that arrives.',
  quarantined: 'The server has it; a supervisor decides whether it counts.',
  notTaken: 'Not taken in',
  notTakenWhy: 'The server failed at it. Bring the file in once more; if it stays so, tell the administrator.',
  photosWorking: (n, of) => `Checking photo ${Math.min(n + 1, of)} of ${of}…`,
  photosStopped: (left) =>
    `Interrupted: ${left} not checked yet. Bring in the file once more; it goes on where it stopped.`,
  photosDone: (of) => (of === 1 ? 'The photo of the file is checked' : `All ${of} photos of the file are checked`),
  photoCounts: {
    accepted: (n) => `${n} newly accepted`,
    known: (n) => `${n} received before`,
    refused: (n) => `${n} not accepted`,
    damaged: (n) => `${n} damaged`,
  },
  photoHints: {
    refused:
      'The server has no record that names these photos. Import the upload file of the same phone first, then this photo file once more.',
    damaged:
      'They are not what the file says and were not taken. The originals are still on the phone; export them again.',
  },
  photosAnswer: 'The phone learns the result by itself once it has network, and uploads none that have come.',
  answer: 'The phone learns the result by itself once it has network. Nothing has to be carried back.',
  refusedHint:
    'What was not accepted is for the officer to correct and resend, or to set aside with a reason, on the phone’s sync page.',
  receipts: (n) => (n === 1 ? 'Download 1 receipt' : `Download ${n} receipts`),
  receiptsHint: 'The server has signed them: they prove that it has the records.',
};
