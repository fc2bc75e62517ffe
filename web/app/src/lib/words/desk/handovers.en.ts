import { sync } from '@liangma/web-common/words/sync.en';
import type { handovers as zh } from './handovers.zh-CN.ts';

export const handovers: typeof zh = {
  sync,
  title: 'Import an upload file',
  lead: 'Where a phone finds no network, its officer exports an upload file on the sync page; it is imported here. The server checks each signature and treats each record as if the phone had sent it. A file can be imported again without duplicating records.',
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
  unreadable: 'Unreadable record',
  unknownEnterprise: 'Task not on the server',
  waiting: 'The server has it but lacks an earlier one from this phone; it takes effect once that arrives.',
  quarantined: 'The server has it; a supervisor decides whether it counts.',
  notTaken: 'Not taken in',
  notTakenWhy: 'The server failed to process it. Import the file again; if it fails again, tell the administrator.',
  photosWorking: (n, of) => `Checking photo ${Math.min(n + 1, of)} of ${of}…`,
  photosStopped: (left) =>
    `Interrupted: ${left} not checked yet. Import the file again; it continues where it stopped.`,
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
      'They do not match the file and were not accepted. The originals are still on the phone; export them again.',
  },
  photosAnswer:
    'The phone learns the result automatically once it is online, and does not upload again what has arrived.',
  answer: 'The phone learns the result automatically once it is online. Nothing has to be carried back.',
  refusedHint:
    'What was not accepted is for the officer to correct and resend, or to set aside with a reason, on the phone’s sync page.',
  receipts: (n) => (n === 1 ? 'Download 1 receipt' : `Download ${n} receipts`),
  receiptsHint: 'Signed by the server, they prove that it has received the records.',
};
