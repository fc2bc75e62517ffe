import type { sync as zh } from './sync.zh-CN.ts';

export const sync: typeof zh = {
  states: {
    pending: 'To upload',
    waiting: 'Arrived, waiting for an earlier one',
    quarantined: 'Arrived, to be decided',
    accepted: 'Received',
    rejected: 'Sent back',
  },
  events: {
    'code-issued': 'Code issued on site',
    'code-shown': 'Task code shown',
    scan: 'Code scanned',
    refusal: 'Refused by the business',
    'acknowledgement-scanned': 'Receipt code scanned',
    'inspection-started': 'Inspection started',
    'record-submitted': 'Inspection record',
    explanation: 'Explanation',
    evaluation: 'Evaluation',
    'no-code-report': 'Report that no code was shown',
  },
  rejects: {
    malformed: {
      title: 'The server cannot read this record',
      meaning: 'Its form is not what is expected; most often the app is too old.',
      todo: 'Update the app and try again. If that does not help, export an upload file and give it to the administrator.',
    },
    'device-mismatch': {
      title: 'Another device',
      meaning: 'The device named in the record is not the one that signed it.',
      todo: 'Export an upload file and have the administrator look into it.',
    },
    'bad-signature': {
      title: 'The signature is not valid',
      meaning: 'The record was changed or damaged after it was saved on this device.',
      todo: 'Export an upload file and have the administrator look into it, and tell the approver.',
    },
    'unknown-device': {
      title: 'Device not enrolled',
      meaning: 'The server does not know this device, so it cannot tell who submitted.',
      todo: 'Go online and sign in again: the app enrols the device anew. Then try again.',
    },
    'id-reused': {
      title: 'Number already in use',
      meaning: 'The server has another record under the same number. Both are kept.',
      todo: 'Export an upload file and have the administrator compare them.',
    },
    'unknown-task': {
      title: 'Task not found',
      meaning: 'The server has no such inspection task.',
      todo: 'Export an upload file and check the task with the approver.',
    },
    'unknown-region': {
      title: 'Region not found',
      meaning: 'The server has no such county.',
      todo: 'Export an upload file and give it to the administrator.',
    },
    'wrong-state': {
      title: 'The task does not allow this step',
      meaning: 'It may be finished or not approved, or another officer has already submitted a record.',
      todo: 'Open the task and check what happened. What a colleague has submitted can be set aside.',
    },
    'code-refused': {
      title: 'Task code not recognised',
      meaning: 'Checked again for the time it was shown, the code is not valid.',
      todo: 'Check its inspection period and its business; apply for a new code if needed.',
    },
    'not-assigned': {
      title: 'Not among the officers of the task',
      meaning: 'The task does not name this officer; it may have been reassigned.',
      todo: 'Export an upload file and check the list with the approver; an officer on it takes care of it.',
    },
    'officer-cannot-evaluate': {
      title: 'An officer’s device cannot evaluate',
      meaning: 'Only the business’s own device can submit an evaluation.',
      todo: 'Ask the business to use its own phone or the service hall.',
    },
    'not-inspected': {
      title: 'No inspection yet',
      meaning: 'This task has neither a scan nor a record.',
      todo: 'Evaluate after the inspection.',
    },
    'evaluation-closed': {
      title: 'The time for evaluation is over',
      meaning: 'An evaluation counts within the stated number of days after the inspection.',
      todo: 'You can still call 12345.',
    },
    'device-revoked': {
      title: 'Device no longer in use',
      meaning: 'The device had been revoked when this was made.',
      todo: 'Export an upload file, explain what happened and give it to the administrator.',
    },
    dismissed: {
      title: 'Rejected by the supervisor',
      meaning:
        'When this was made the device had been revoked, or the officer was suspended. A supervisor reviewed and rejected it; the signed original is kept as evidence.',
      todo: 'Correct it as they ask and resend it. If the decision seems wrong, export an upload file and explain to the supervisor what happened.',
    },
  },
};
