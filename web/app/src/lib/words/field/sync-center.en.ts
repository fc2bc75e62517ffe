import type { center as zh } from './sync-center.zh-CN.ts';

const ago = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'} ago`;
const records = (n: number): string => (n === 1 ? '1 record' : `${n} records`);

export const center: typeof zh = {
  opensOffline: (ready: boolean): string =>
    ready ? 'Ready to open without network: yes' : 'Ready to open without network: no. Stay online for a moment',
  routes: { own: 'sent from here', file: 'sent by upload file', carried: 'carried for the business' },
  received: (n) => `${n} received`,
  age: (ms) => {
    const minutes = Math.floor(ms / 60_000);
    if (minutes < 1) return 'just now';
    if (minutes < 60) return ago(minutes, 'minute');
    const hours = Math.floor(minutes / 60);
    return hours < 24 ? ago(hours, 'hour') : ago(Math.floor(hours / 24), 'day');
  },
  todo: {
    network: 'Nothing to do: uploaded as soon as there is network.',
    turn: 'Nothing to do: uploaded one after the other.',
    earlier: 'Nothing to do: the server has it and takes it once the earlier one arrives.',
    unchecked: 'Nothing to do: the server has it; the receipt is checked when the keys are updated.',
    old: (n) =>
      `It has waited for ${n === 1 ? 'a day' : `${n} days`}. Without network, export an upload file for the office to import.`,
  },
  export: 'Export an upload file',
  nothingToExport: 'Nothing needs to be exported',
  exported: (n) => `${records(n)} exported`,
  exportedText: (left) =>
    `${left > 0 ? `${records(left)} did not fit: export once more. ` : ''}Give the file to the office, which imports it under “Upload files”. Photos are exported by “Export a photo file”.`,
  correct: 'Correct and resend',
  whyNotCorrect: {
    moment: 'This step only states a time; there is nothing to correct. If need be, take the step again in the task.',
    'signed-code': 'The code is signed and cannot be changed. If need be, issue another one.',
    'others-word':
      'The business signed this; it cannot be changed. If need be, ask for the receipt code once more and scan it.',
    'maybe-accepted':
      'The server may have accepted it, so it can be neither corrected nor set aside. Try again, or export it for the administrator.',
    'task-missing':
      'The task is no longer on this device, so the form does not open. Export the record for the office.',
    'task-closed':
      'The task does not take this any more. Open it and check what happened; what is not needed can be set aside.',
  },
  discard: 'Set aside',
  discardTitle: 'Set this record aside?',
  discardText:
    'This cannot be undone. The original stays on this device with the reason, and supervisors can see both.',
  discardGround: 'Reason',
  discardNote: 'Note (optional)',
  discardNoteNeeded: 'State the reason',
  trouble: {
    'reason-missing': 'Choose a reason; if it is “Other”, write it down.',
    'export-first': 'Export this record first.',
  },
  replacedList: 'Corrected and resent, awaiting a receipt',
  replacedState: 'Replaced',
  replacedText: 'The old record is listed until the corrected one has a receipt; it stays on this device afterwards.',
  discardedList: 'Set aside',
  discardedState: 'Set aside',
  photoList: 'Photos',
  photosOf: (n, size) => `${n === 1 ? '1 photo' : `${n} photos`} · ${size}`,
  photosNow: {
    'on-the-way': 'Nothing to do: they go up with network once the record is received.',
    held: 'The record was sent back, so the photos stay here. They go up with the corrected record.',
    'set-aside': 'The record was set aside, so the photos stay here and are not uploaded.',
    damaged: 'The file on this device is damaged. Export the record and tell the administrator.',
  },
  exportPhotos: 'Export a photo file',
  photosExported: (n, size, left) =>
    n === 0
      ? 'No photo needs to be exported.'
      : `${n === 1 ? '1 photo' : `${n} photos`} exported, ${size}${left > 0 ? `; ${left} did not fit, please export once more` : ''}. Give the file to the office with the upload file, which is imported first.`,
  unknownTask: 'A task that is not on this device',
};
