import type { alerts as zh } from './alerts.zh-CN.ts';

export const alerts: typeof zh = {
  'late-after-leaving': {
    name: 'Code applied for after leaving',
    text: 'The code of an emergency inspection is applied for before the officers leave; this one was applied for later.',
  },
  'late-overdue': {
    name: 'Late entry overdue',
    text: 'An inspection without network, or after a fault of the system, was entered after the set time.',
  },
  'enterprise-refused': {
    name: 'Refused by the enterprise',
    text: 'Look into the ground. A lawful refusal never counts against the enterprise; what the agency did is to be cleared up.',
  },
  'no-code-reported': {
    name: 'Reported: no code shown',
    text: 'Somebody reports an inspection without a task code. Find out which agency it was and whether there was a task, and tell the person who reported. Their contact serves to ask back alone and never goes to the agency.',
  },
  'task-lapsed': {
    name: 'Approved, never inspected',
    text: 'The inspection period ended without a start. It counts towards no cap. Counted by agency and month.',
  },
  'record-missing': {
    name: 'Begun, no record',
    text: 'The inspection was begun, its period is over, and no record has come in. Find out whether it took place and where the record is.',
  },
  'result-late': {
    name: 'Outcome not told in time',
    text: 'Nothing shows that the enterprise knew the outcome within the set number of working days after the record. Counted by agency and month.',
  },
  'confirmation-overdue': {
    name: 'Not confirmed in time',
    text: 'The head of the agency did not confirm an on-the-spot code or a late entry in time. Find out whether the inspection was called for, and why nobody confirmed it.',
  },
  'assistance-unfiled': {
    name: 'Assistance not filed in time',
    text: 'The agency inspected outside its region with a letter of assistance and did not file it in time. Find out about the letter, the inspection, and why it was not filed.',
  },
  'quiet-exemptions-many': {
    name: 'Too many exemptions from quiet periods',
    text: 'Too large a share of the agency’s inspections entered quiet periods by an exemption. Find out whether each of them was one. Told by agency and month.',
  },
  'answer-overdue': {
    name: 'No answer in time',
    text: 'The agency did not explain the alert or reply to the letter in time.',
  },
  'refusal-unproven': {
    name: 'Refusal to verify',
    text: 'Somebody refused, but not on the officers’ live code inside the inspection period, and no officer’s device carried the answer. The task goes on as before. Find out who refused, and why.',
  },
  'performed-after-refusal': {
    name: 'Inspected after refusal',
    text: 'The inspection was carried out after the enterprise had refused. The record is kept as evidence, and the officers are asked to explain. Look into the ground of the refusal, and whether the inspection should have gone on.',
  },
  'refused-before-start': {
    name: 'Refusal was before the start',
    text: 'By the clocks of both devices the enterprise refused before the inspection started; the refusal came in later. The task goes on as before. A clock may be wrong: find out which came first.',
  },
  'recorded-without-scan': {
    name: 'Inspected without showing the code',
    text: 'A record was submitted, but no device showed the code and nobody scanned it during the inspection period. The record is kept. Find out whether the code was shown before the inspection.',
  },
  'recorded-outside-window': {
    name: 'Outside the inspection period',
    text: 'The start or the times of the record lie outside the inspection period, or do not fit when it was submitted or received. The record is kept. Find out when the inspection took place.',
  },
  'evaluated-by-many': {
    name: 'Evaluated from many devices',
    text: 'More than three devices evaluated the same inspection. Only the one that confirmed or refused at the door counts; the others are listed apart. Find out whether somebody evaluated in its place.',
  },
  'code-copied': {
    name: 'Live code scanned late',
    text: 'The live code that was confirmed was older than two minutes: a screenshot or a forwarded link, or the clock of either phone is wrong. The confirmation stands; find out whether the officers were there.',
  },
  'chain-broken': {
    name: 'Chain broken',
    text: 'The order of this device’s events is not complete: one may be missing. Check the original records.',
  },
  'gap-forced': {
    name: 'A record is missing',
    text: 'An earlier record of this device had not arrived after five days, so the later ones were taken without it. Ask the officer or the enterprise what is missing.',
  },
  'sent-after-barred': {
    name: 'Sent after being barred',
    text: 'It came in after the device was revoked or the officer suspended, and says that it was done before; it was taken as such. Check whether the time is true.',
  },
  'performed-after-withdrawal': {
    name: 'Inspected after withdrawal',
    text: 'The inspection was carried out after the code had been withdrawn. The device may have been offline. The record is kept as evidence.',
  },
  'grant-exceeded': {
    name: 'Beyond the permit',
    text: 'A code issued offline went beyond its permit. The code is void from the start; what was recorded is kept as evidence. Ask the agency how it came about.',
  },
  'issued-after-end': {
    name: 'Issued after the permit ended',
    text: 'The code was issued after the permit had been ended and is void. The device may have been offline. Ask the agency how it came about.',
  },
  'reported-late': {
    name: 'Reported late',
    text: 'A code issued on site did not reach the server within the hours that its permit allows. The code is not void because of that. Ask the agency for the reason.',
  },
  'answers-differ': {
    name: 'Answers differ',
    text: 'What the enterprise’s phone sent and what its return code brought do not agree. Both are kept; the first counts. This needs looking into.',
  },
  'clock-off': {
    name: 'Device clock wrong',
    text: 'The device’s time is later than the time of receipt, or earlier than the live code it scanned. The server’s time of receipt counts.',
  },
  'scanned-by-officer': {
    name: 'Scanned by an officer’s device',
    text: 'The scanning device is enrolled to an officer, so this is not a scan by the enterprise. Look into it.',
  },
  'record-discarded': {
    name: 'Record set aside',
    text: 'On the device, the officer set aside a record that had not been accepted; the reason is in the trace. The original is still on the device. Check the reason.',
  },
  'basis-not-stated': {
    name: 'Matter without a legal basis',
    text: 'The published list states no legal basis for a matter of this application. Check the list and have it completed.',
  },
  'exempt-beyond-reason': {
    name: 'Many case inspections',
    text: 'This agency has inspected the enterprise more often this year than is reasonable, and applies again on a complaint or the like. Check the reference.',
  },
  'pace-exceeded': {
    name: 'Many inspections of one enterprise',
    text: 'All agencies together inspect this enterprise more often within a day, a week or a month than is usual. Have them combined or spread out.',
  },
  'reference-used-twice': {
    name: 'Reference used twice',
    text: 'One reference stands behind several inspections. The other one is named in the findings of this inspection. Check whether both were necessary.',
  },
  'reference-missing': {
    name: 'Issued on site without a reference',
    text: 'The code issued on site names no reference with number, date and channel. Ask the agency.',
  },
};
