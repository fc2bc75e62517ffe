import type { OffSiteWay } from '@liangma/shared/tasks/particulars';
import { type Evidence, hasSome, isHeld, sayAt, sayDate, sayDays, sayList, sayWords } from './say.ts';
import type { tasks as zh } from './zh-CN.ts';

const UNKNOWN: Readonly<Record<string, string>> = {
  grade: 'its class on the scale of the list',
  mark: 'its class on the scale of the list',
  level: 'the level of the agency',
  penalty: 'penalties of the year before',
  premises: 'the place of business of each inspection',
};

const reachOf = (e: Evidence): string =>
  [
    hasSome(e.levels) && `${sayList(e.levels, ', ')} together`,
    e.scope === 'all' && 'over all matters',
    e.scope === 'together' && 'with related matters',
    e.place === 'premises' && 'for each place of business',
  ]
    .filter(Boolean)
    .map((part) => ` (${part})`)
    .join('');

const scaleOf = (e: Evidence): string => {
  if (e.grade) return ` (grade ${e.grade})`;
  return e.mark ? ` (${e.scale}: ${e.mark})` : '';
};

const offSiteWays: (typeof zh)['offSiteWays'] = {
  'written-check': 'a written check',
  'shared-data': 'shared data',
  remote: 'remote supervision',
};

const findings: (typeof zh)['findings'] = {
  'agency-not-confirmed': {
    title: 'Agency not confirmed',
    text: (e) =>
      `The qualification of ${e.agency} will not have been confirmed and announced when the inspection period begins. Have it confirmed before applying.`,
  },
  'agency-inactive': {
    title: 'Agency not active in the inspection period',
    text: (e) =>
      e.until === ''
        ? `${e.agency} may inspect from ${e.from} on.`
        : `${e.agency} may inspect from ${e.from} to ${e.until}. Every day of the inspection period has to lie within.`,
  },
  'entrustment-missing': {
    title: 'No entrustment registered',
    text: (e) => `${e.agency} is an entrusted organisation, and no entrustment of it is registered.`,
  },
  'entrustment-not-valid': {
    title: 'Entrustment not valid',
    text: (e) =>
      `Entrustment ${e.document} is valid from ${e.from} to ${e.until}. Every day of the inspection period has to lie within.`,
  },
  'entrustment-not-filed-judicial': {
    title: 'Entrustment not filed with the judicial department',
    text: (e) =>
      `Entrustment ${e.document} will not have been filed with the judicial department of the same level when the inspection period begins.`,
  },
  'entrustment-not-filed-superior': {
    title: 'Entrustment not filed with the superior authority',
    text: (e) =>
      `Entrustment ${e.document} will not have been filed with the superior authority when the inspection period begins.`,
  },
  'entrustment-not-published': {
    title: 'Entrustment not published',
    text: (e) => `Entrustment ${e.document} will not have been published when the inspection period begins.`,
  },
  'too-few-officers': {
    title: 'Too few officers',
    text: (e) =>
      `${e.valid} of at least ${e.needed} officers hold a certificate valid for the whole window.${
        hasSome(e.invalid) ? ` Certificate not valid: ${sayList(e.invalid, ', ')}.` : ''
      } Assistants do not count.`,
  },
  'officer-of-other-agency': {
    title: 'Officer of another agency',
    text: (e) => `${e.officer} is not an officer of this agency.`,
  },
  'no-matter': { title: 'Nothing to inspect yet', text: () => 'Choose at least one published inspection matter.' },
  'matter-not-published': {
    title: 'Matter not on the list that day',
    text: (e) => `“${e.matter}” is not on the published list on ${e.day} and cannot be inspected.`,
  },
  'matter-of-other-agency': {
    title: 'Matter of another agency',
    text: (e) => `“${e.matter}” is not a matter of this agency.`,
  },
  'basis-not-stated': {
    title: 'No legal basis stated',
    text: (e) =>
      `The published list states no legal basis for “${e.matter}”. The application may go on; supervisors will see it.`,
  },
  'outside-region': {
    title: 'Outside the region',
    text: (e) =>
      `${e.enterprise} lies outside the region of ${e.agency}. If the inspection is necessary, ask the local agency to assist by letter.`,
  },
  'assistance-in-future': {
    title: 'The letter is dated in the future',
    text: (e) => `Letter of assistance ${e.number} is dated ${e.date}, which is after today. Please check it.`,
  },
  'off-site-unanswered': {
    title: 'Off-site question not answered',
    text: () =>
      'First say whether a written check, shared data or remote supervision will do. If one will, nobody enters the enterprise.',
  },
  'off-site-possible': {
    title: 'Can be done off site',
    text: (e) =>
      `You said that ${offSiteWays[e.way as OffSiteWay]} will do, so nobody may enter. Record it as an off-site inspection, or answer “none of these will do”.`,
  },
  'why-on-site-missing': {
    title: 'No reason for entering',
    text: (e) =>
      `Whatever a written check, shared data or remote supervision can settle is not inspected on site. If a visit is necessary, say why in at least ${e.least} characters, not counting punctuation.`,
  },
  'cap-reached': {
    title: 'Yearly cap reached',
    text: (e, now) =>
      `“${e.matter}”${reachOf(e)} is capped at ${e.cap} a year${scaleOf(e)}; ${e.used} used${
        hasSome(e.days) ? `: ${sayDays(e.days, now, 'en', ', ')}` : ''
      }.`,
  },
  'cap-unsure': {
    title: 'The yearly cap cannot be told',
    text: (e) =>
      `“${e.matter}”${reachOf(e)} may have been inspected ${e.used} times this year; its cap is ${e.cap} at the lowest. Not known: ${sayWords(e.unknown, UNKNOWN, ', ')}. Please find out before applying.`,
  },
  'others-waiting': {
    title: 'Other applications are waiting',
    text: (e) =>
      `“${e.matter}”${reachOf(e)} is capped at ${e.cap} a year; ${e.used} used and ${e.waiting} more waiting for approval. Those approved first count; once the cap is reached, the rest cannot be approved.`,
  },
  'notice-too-short': {
    title: 'Notice too short',
    text: (e) =>
      `The enterprise is told of a routine inspection ${e.days} working days before: ${e.earliest} is the earliest day${e.provisional ? ' (provisional: the holidays of that year are not announced yet)' : ''}. Choose another time, or give the reason for a surprise inspection.`,
  },
  'surprise-unexplained': {
    title: 'No reason for a surprise inspection',
    text: (e) =>
      `If the enterprise is not told before, say why in at least ${e.least} characters, not counting punctuation.`,
  },
  'calendar-missing': {
    title: 'No working calendar',
    text: (e) =>
      `The holidays of ${e.year} are not in the system, so the notice period cannot be counted. Ask the administrator to import them.`,
  },
  'quiet-period': {
    title: 'Quiet period',
    text: (e) =>
      `${e.day} lies in “${e.period}” (${e.document}). Choose another time, or one of its listed exemptions with a reason${e.exemption ? ` (chosen: ${e.exemption})` : ''}.`,
  },
  'quiet-exemption-unknown': {
    title: 'Exemption not listed',
    text: (e) => `“${e.period}” (${e.document}) does not list this exemption. Please choose again.`,
  },
  whitelisted: {
    title: 'On the whitelist',
    text: (e) =>
      `This enterprise is on the whitelist (${e.condition}, ${e.document}, until ${e.until}) and left alone. If the inspection is necessary, say why.`,
  },
  'grade-free': {
    title: 'Grade A: no routine inspection',
    text: (e) => `Graded A since ${e.since} (${e.source}): no routine inspection until ${e.until}.`,
  },
  'late-after-leaving': {
    title: 'Code applied for after leaving',
    text: (e, now) =>
      `The code of an emergency inspection is applied for before the officers leave; it ended ${sayAt(e.to, now, 'en')}. The application may go on; supervisors will see it.`,
  },
  'late-overdue': {
    title: 'Late entry overdue',
    text: (e) =>
      `Without network, or after a fault of the system, the entry is completed within ${e.days} days of the inspection, by ${e.last}. It may go on; supervisors will see it.`,
  },
  'late-unexplained': {
    title: 'No reason for the late entry',
    text: (e) => `Say why no code could be shown, in at least ${e.least} characters, not counting punctuation.`,
  },
  'late-not-begun': {
    title: 'Not begun yet',
    text: (e, now) => `The period begins ${sayAt(e.from, now, 'en')}. An inspection to come is applied for as usual.`,
  },
  'reference-missing': {
    title: 'No reference given',
    text: () =>
      'An inspection after a complaint, a referral, monitored data or the enterprise’s request names the number of the case or ticket, its date and its channel.',
  },
  'reference-in-future': {
    title: 'The reference is dated in the future',
    text: (e) => `Reference ${e.number} is dated ${e.date}, which is after today. Please check it.`,
  },
  'reference-used-twice': {
    title: 'Reference used before',
    text: (e, now) =>
      `Reference ${e.number} was used for the inspection of ${e.enterprise} on ${sayDate(e.from, now, 'en')}. The application may go on; supervisors will see it.`,
  },
  'exempt-beyond-reason': {
    title: 'Many case inspections',
    text: (e) =>
      `“${e.matter}” has been inspected ${e.used} times this year, past the reasonable number of ${e.limit}. The application may go on; supervisors will see it.`,
  },
  'pace-exceeded': {
    title: 'Many inspections in a short time',
    text: (e) =>
      `This enterprise has ${e.used} inspections that ${e.span} already (${sayList(e.agencies, ', ')}); all agencies together usually stay within ${e.most}. The application may go on; supervisors will see it.`,
  },
  'same-officer-again': {
    title: 'The same officer again',
    text: (e, now) =>
      `${e.officer} found no problem here at the last visits in a row: ${sayDays(e.days, now, 'en', ', ')}. This would be number ${e.nth} within a year. Choose another officer, or say why.`,
  },
  'other-agency-near': {
    title: 'Another agency inspects around then',
    text: (e, now) =>
      isHeld(e.state)
        ? `${e.agency} inspected here on ${sayDate(e.from, now, 'en')}. If its result will do, nobody enters again.`
        : `${e.agency} has a task here on ${sayDate(e.from, now, 'en')}. The two can be combined into one.`,
  },
  'same-agency-overlap': {
    title: 'Overlaps with an own task',
    text: (e, now) =>
      `This agency already has a task here: ${sayAt(e.from, now, 'en')} to ${sayAt(e.to, now, 'en')}. Combine them, or choose another time.`,
  },
  'window-past': {
    title: 'The time has passed',
    text: (e, now) =>
      `The window ended ${sayAt(e.to, now, 'en')}. Inspections are approved beforehand: choose another time.`,
  },
  'window-too-long': {
    title: 'Inspection period too long',
    text: (e) => `An inspection period is at most ${e.days} days; no code stands for longer.`,
  },
  'special-without-plan': {
    title: 'No approved plan',
    text: () =>
      'A special inspection follows a plan that is approved, filed and published. No such plan can be registered yet, so it cannot be applied for.',
  },
};

const rules: (typeof zh)['rules'] = {
  'QUAL-1': {
    name: 'Qualified agency',
    text: 'The agency’s qualification is confirmed and announced beforehand, and it is active on every day of the inspection period.',
  },
  'QUAL-2': {
    name: 'Entrustment filed',
    text: 'An entrusted organisation’s letter is valid for the whole inspection period, published, and filed with the judicial department and the superior authority. It acts in the entrusting agency’s name.',
  },
  'QUAL-3': {
    name: 'Two officers',
    text: 'At least two officers hold certificates valid for the whole window; assistants do not count.',
  },
  'QUAL-4': {
    name: 'Own officers',
    text: 'Each officer belongs to the agency, or to an agency of the joint inspection.',
  },
  'MAT-1': {
    name: 'Published matters',
    text: 'Only this agency’s matters on the list published and valid that day are inspected.',
  },
  'MAT-2': { name: 'Legal basis', text: 'Each matter states its legal basis.' },
  'JUR-1': {
    name: 'Jurisdiction',
    text: 'The agency’s region covers the place of the enterprise; elsewhere a letter of assistance is needed.',
  },
  'OFF-1': {
    name: 'Off site first',
    text: 'If a written check, shared data or remote supervision will do, nobody enters; a visit states why none will.',
  },
  'NOT-1': {
    name: 'Told ahead',
    text: 'The enterprise is told of a routine inspection some working days before. Cases are exempt; a surprise inspection states its reason.',
  },
  'QUIET-1': {
    name: 'Quiet period',
    text: 'In a quiet period only a listed exemption, with a reason, allows an inspection; matters of public safety are exempt.',
  },
  'WL-1': {
    name: 'Whitelist',
    text: 'An enterprise on the whitelist is left alone; cases and matters of public safety are exempt, others state a reason.',
  },
  'GRADE-1': {
    name: 'By grade',
    text: 'An enterprise graded A has no routine inspection for a time (a year unless set otherwise).',
  },
  'LATE-1': {
    name: 'Emergency first',
    text: 'In an emergency, or if evidence may be lost, the inspection may begin first; the code is applied for before the officers leave.',
  },
  'LATE-2': {
    name: 'Late entry',
    text: 'Without network, or after a fault of the system, the entry is completed within some days (ten unless set otherwise), with the reason.',
  },
  'APR-1': {
    name: 'Approved beforehand',
    text: 'The head of the agency approves every inspection beforehand, and never one’s own application.',
  },
  'APR-3': {
    name: 'Short period',
    text: 'An inspection period is no longer than the set number of days (5 by default); there is no standing code.',
  },
  'SPEC-1': {
    name: 'Plan behind special inspections',
    text: 'A special inspection follows a plan that is approved, filed and published.',
  },
  'FREQ-1': {
    name: 'Yearly cap',
    text: 'One agency inspects one enterprise no more often in a year than the published cap of the matter allows.',
  },
  'FREQ-2': {
    name: 'Reasonable number of case checks',
    text: 'Case checks from complaints, referrals, data monitoring or the enterprise’s request are outside the cap, but within a reasonable number.',
  },
  'FREQ-4': {
    name: 'Not too close together',
    text: 'All agencies together usually stay within a number of inspections of one enterprise a day, a week and a month. More may be applied for; supervisors will see it.',
  },
  'FREQ-5': {
    name: 'Officers change',
    text: 'An officer who found no problem at an enterprise several times in a row within a year gives a reason before coming again.',
  },
  'FREQ-6': {
    name: 'Reference given',
    text: 'An inspection after a complaint, a referral, monitored data or the enterprise’s request names a reference: number, date and channel. Using one again is told to supervisors.',
  },
  'DUP-1': {
    name: 'No repetition',
    text: 'Inspections by other agencies around the same time (30 days by default) are combined into one; going alone needs a reason.',
  },
  'DUP-2': { name: 'No overlap', text: 'Windows of one agency at one enterprise do not overlap.' },
};

export const tasks: typeof zh = {
  returned: 'Returned for correction',
  states: {
    applied: 'Awaiting approval',
    rejected: 'Not approved',
    'off-site': 'Done off site',
    issued: 'Issued',
    withdrawn: 'Withdrawn',
    refused: 'Refused by enterprise',
    inspecting: 'Inspecting',
    recorded: 'Recorded',
    lapsed: 'Lapsed, not inspected',
    'performed-after-withdrawal': 'Inspected after withdrawal',
    'performed-after-refusal': 'Inspected after refusal',
  },
  types: { routine: 'Routine inspection', case: 'Case inspection', special: 'Special inspection' },
  sources: {
    'annual-plan': 'Annual plan',
    complaint: 'Complaint',
    referral: 'Referral',
    'data-monitoring': 'Data monitoring',
    'own-request': 'Enterprise’s request',
    deployed: 'Deployed from above',
  },
  onSite: 'Issued on site',
  nthUnknown: 'To be counted by the server',
  storedFindings: 'Findings',
  offSiteWays,
  offSiteAnswer: (answer) => (answer === 'none' ? 'None of them will do' : `Can be done by ${offSiteWays[answer]}`),
  lateGrounds: {
    emergency: 'Emergency, or evidence that could be lost',
    'no-network': 'No network on site',
    'system-fault': 'Fault of the system',
  },
  referenceChannels: {
    hotline: 'Hotline (12345, 12315)',
    'letter-or-visit': 'Letter or visit',
    'other-agency': 'Another agency',
    superior: 'Superior agency',
    monitoring: 'Monitoring system',
    enterprise: 'The enterprise itself',
    other: 'Other',
  },
  reference: {
    label: 'Reference',
    number: 'Case or ticket number',
    date: 'Received on',
    channel: 'Channel',
    say: (channel, number, date) => `${channel}, no. ${number}, ${date}`,
  },
  severities: {
    block: 'Not met; no code can be issued',
    reason: 'Needs a reason',
    alert: 'Supervisors will see it',
    notice: 'Note',
  },
  findings,
  rules,
  steps: {
    'notice-sent': 'Notice sent to the contact',
    'notice-read': 'Notice read by the contact',
    'notice-failed': 'Notice did not reach the contact',
    applied: 'Applied',
    edited: 'Application changed',
    granted: 'Issuing on site granted',
    rejected: 'Not approved',
    returned: 'Returned for correction',
    'done-off-site': 'Done off site',
    'review-agreed': 'Legal review: agreed',
    'review-objected': 'Legal review: objected',
    approved: 'Approved; code issued',
    issued: 'Code issued on site',
    confirmed: 'Confirmed afterwards',
    withdrawn: 'Code withdrawn',
    lapsed: 'Period over, not inspected',
    shown: 'Code shown',
    scanned: 'Scanned by the enterprise',
    refused: 'Refused by the enterprise',
    started: 'Inspection started',
    recorded: 'Inspection recorded',
    joined: 'Joined the inspection',
    explained: 'Explained by the officer',
    discarded: 'Record set aside',
    evaluated: 'Evaluated by the enterprise',
  },
  channels: {
    camera: 'Scanned in the web page',
    link: 'Scanned with the phone’s camera',
    assisted: 'The enterprise could not scan; recorded by the officer',
  },
  grounds: {
    'no-valid-code': 'No valid task code shown',
    'fewer-than-two-officers': 'Fewer than two officers',
    'certificate-mismatch': 'Certificate does not match the code',
    'matter-not-listed': 'Matter not listed in the code',
    'wrong-time-or-place': 'Wrong time or place',
    other: 'Other',
  },
  satisfaction: {
    satisfied: 'Satisfied',
    'basically-satisfied': 'Mostly satisfied',
    dissatisfied: 'Dissatisfied',
  },
  discards: {
    'entered-by-another': 'A colleague has submitted the same',
    'made-by-mistake': 'Made by mistake: it did not happen',
    other: 'Another reason, in words',
  },
  voids: {
    'outside-bounds': 'Beyond the codes, matters, region or time of the grant.',
    'enterprise-unknown': 'The register does not know this enterprise.',
    'enterprise-elsewhere': 'The enterprise is registered outside the region of the grant.',
    'matter-not-allowed': 'A matter is not published or not this agency’s.',
    'too-few-officers': 'Fewer than two officers.',
    'number-used-twice': 'Two different codes under one number.',
    'grant-ended': 'Issued after the grant had been ended.',
  },
  system: 'the system',
  alerts: {
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
      text: 'Nothing shows that the enterprise knew the outcome within five working days of the record. Counted by agency and month.',
    },
    'confirmation-overdue': {
      name: 'Not confirmed in time',
      text: 'The head of the agency did not confirm an on-the-spot code or a late entry in time. Find out whether the inspection was called for, and why nobody confirmed it.',
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
      name: 'Beyond the grant',
      text: 'A code issued offline went beyond its grant. The code is void from the start; what was recorded is kept as evidence. Ask the agency how it came about.',
    },
    'issued-after-end': {
      name: 'Issued after the grant ended',
      text: 'The code was issued after the grant had been ended and is void. The device may have been offline. Ask the agency how it came about.',
    },
    'reported-late': {
      name: 'Reported late',
      text: 'A code issued on site did not reach the server within the hours that its grant allows. The code is not void because of that. Ask the agency for the reason.',
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
  },
  grades: { A: 'Grade A', B: 'Grade B', C: 'Grade C', D: 'Grade D', E: 'Grade E' },
  cures: {
    addOfficer: (name) => `Add ${name} (free)`,
    noOfficer: 'No certified officer is free at that time: choose another',
    nextYear: (year) => `Move to January ${year}`,
    asCase: 'If it follows a complaint or the like, give its reference',
    asRoutine: 'Make it a routine inspection',
    giveReference: 'Give the reference',
    openOverlap: 'Open the existing task',
    mergeHint: 'Agree with that agency which of the two applies; the other does not go separately.',
    writeWhy: 'Write why a visit is needed',
    writeReason: 'Give a reason',
    reasonLabel: (least) => `Reason, at least ${least} characters`,
    reasonGiven: 'Reason given',
    removeMatter: (title) => `Remove “${title}”`,
    removeOfficer: (name) => `Remove ${name}`,
    changeWindow: 'Change the time',
    giveAssistance: 'Name the letter of assistance',
    answerOffSite: 'Answer the off-site question',
    doOffSite: 'Record it as an off-site inspection',
    asSurprise: 'Make it a surprise inspection, with a reason',
    nameExemption: 'Choose a listed exemption',
    notLate: 'This is no late entry',
  },
  nth: (n) => `No. ${n} this year`,
  nthIfApproved: (n) => `No. ${n} this year if approved now`,
  assistants: (n) => (n === 1 ? '1 assistant' : `${n} assistants`),
};
