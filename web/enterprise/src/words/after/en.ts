import type { after as zh } from './zh-CN.ts';

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const after: typeof zh = {
  back: 'Back',
  states: {
    pending: 'Waiting to be sent',
    waiting: 'Received, waiting for an earlier one',
    quarantined: 'Received, to be looked into',
    accepted: 'Delivered',
    rejected: 'Not accepted',
  },
  troubles: {
    'no-network': 'There is no network now. It will be sent by itself.',
    'not-our-server':
      'This network wants you to sign in first, or replaced the page; nothing was delivered. It will be sent again by itself.',
    busy: 'The server is busy. It will be sent again by itself.',
    'too-old': 'This page is too old; reload it to send.',
    'server-refused':
      'The server does not take it now; it will be sent again. If it never works, save it as a file and call 12345.',
    receipt: 'The server’s receipt does not match, so it does not count as delivered. It will be sent again.',
  },
  rejects: {
    malformed: {
      meaning: 'The server cannot read this record; the page is probably too old.',
      next: 'Reload the page and do it again. You can save this one as a file.',
    },
    'device-mismatch': {
      meaning: 'The record does not match this phone’s signature.',
      next: 'Save it as a file and call 12345.',
    },
    'bad-signature': {
      meaning: 'The signature of the record does not match; it may have been damaged on the phone.',
      next: 'Please do it again. You can save this one as a file.',
    },
    'unknown-device': {
      meaning: 'The server does not know this phone’s signature.',
      next: 'Reload the page and do it again. You can save this one as a file.',
    },
    'id-reused': {
      meaning: 'The server has another record with the same number; both are kept.',
      next: 'Save it as a file and call 12345.',
    },
    'unknown-task': {
      meaning: 'The server knows no such inspection.',
      next: 'Be careful: call 12345 to ask whether it is real. You can save this one as a file.',
    },
    'wrong-state': {
      meaning: 'This inspection is already over, or was not approved yet.',
      next: 'Call 12345 to ask. You can save this one as a file.',
    },
    'code-refused': {
      meaning: 'The server checked again: the code does not hold.',
      next: 'You may refuse this inspection. Ask the officers to show a new task code.',
    },
    'not-assigned': { meaning: 'Only officers can do this step.', next: 'Save it as a file and call 12345.' },
    'officer-cannot-evaluate': {
      meaning: 'This phone is registered to an officer and cannot evaluate.',
      next: 'Scan the code with your own phone to evaluate.',
    },
    'not-inspected': {
      meaning: 'The server has received no scan of this inspection yet.',
      next: 'Confirm on this page first, and evaluate again after the inspection.',
    },
    'evaluation-closed': { meaning: 'The time to evaluate is over.', next: 'You can still call 12345.' },
    'device-revoked': {
      meaning: 'This phone’s signature has been revoked.',
      next: 'Save it as a file and call 12345.',
    },
    dismissed: {
      meaning: 'A supervisor looked into it and did not take it.',
      next: 'If you disagree, save it as a file and call 12345.',
    },
  },
  grounds: {
    'no-valid-code': 'No valid task code',
    'fewer-than-two-officers': 'Fewer than two officers',
    'certificate-mismatch': 'A certificate does not match the code',
    'matter-not-listed': 'They want to inspect what the code does not list',
    'wrong-time-or-place': 'Wrong time or place',
    other: 'Another reason',
  },
  confirmed: 'You confirmed: the officers may come in',
  confirmedPast: 'You confirmed this inspection',
  confirmedBut: 'You confirmed it. The code does not hold any more: you may refuse.',
  refused: 'You refused this inspection',
  evaluated: 'You evaluated this inspection',
  receiptHeld: 'The server has signed for it, and its receipt was checked.',
  willSend: 'It will be sent by itself when there is network.',
  kept: 'It is kept on this phone. Please do not clear browser data.',
  quarantinedMeaning: 'The server has it and keeps it. A supervisor looks into it and decides whether it counts.',
  waitingMeaning: 'The server has it. An earlier one has not arrived yet; then both count.',
  notKept:
    'This phone lets no web page keep anything (a private window, or no space left). What is not delivered is gone when you close this page.',
  notKeptNext:
    'Please keep this page open until it says “Delivered”, save it as a file, or ask the officers to record it on their device.',
  saveFile: 'Save as file',
  sendNow: 'Send now',
  sending: 'Sending…',
  server: (reasons) => `What the server found: ${reasons}.`,
  comeBack: 'Come back here after the inspection to evaluate it',
  comeBackHow: 'Scan the code again, or open this page and find it under “My codes”. It works without network.',
  evaluate: 'Evaluate this inspection',
  correct: 'Correct the evaluation',
  refuseStill: 'Something is wrong: I refuse',
  afterRefusal: [
    'Tell the officers that you lawfully refuse this inspection. You may ask them to leave.',
    'The justice department looks into your refusal: into the agency, not into you.',
    'When they come again, they must show a new task code.',
  ],
  refusal: {
    title: 'I refuse',
    noHarm: 'A lawful refusal never counts against you.',
    ground: 'Why do you refuse?',
    note: 'Anything to add (optional)',
    noteHint: 'For example how many people came, or what the certificate says.',
    left: (n) => plural(n, 'character left', 'characters left'),
    choose: 'You have not chosen a reason. Choose one, then send.',
    send: 'Refuse inspection',
  },
  returnCode: {
    title: 'Ask the officers to scan this code',
    confirmed:
      'This phone cannot send right now. Scanned with the officers’ work phone, your confirmation travels back with them; no signal is needed.',
    refused:
      'This phone cannot send right now. Scanned with the officers’ work phone, your refusal travels back with them; no signal is needed.',
    signed: 'It holds only your answer and this phone’s signature. Nobody can change it.',
    orWait:
      'If they do not scan it, this phone sends it by itself when there is signal. Arriving twice, it counts once.',
    label: 'Return code: your answer and this phone’s signature',
    delivered: 'Delivered: this code need not be scanned any more.',
    notLoaded:
      'What the return code needs has not arrived, so it cannot be shown. Your answer is kept and will be sent by itself when there is signal.',
  },
  report: {
    title: 'Report it',
    call: 'Call 12345',
    how: [
      '12345 is the public service line; someone answers at any hour.',
      'Just read out what follows. If you do not want to be named, say so.',
    ],
    sayTitle: 'What you can say',
    say: (agency, time) => `${time}: people from ${agency} came to inspect my business.`,
    sayOfficers: (officers) =>
      `They are: ${officers.map((o) => `${o.name} (certificate ${o.certificate})`).join(', ')}.`,
    sayTask: (id) => `The number of the task is ${id}.`,
    sayFake: 'Someone came to inspect with a task code that does not pass the check.',
    sayThen: 'I want to report that: (say what happened)',
    copy: 'Copy this text',
    copied: 'Copied',
    other: 'Other ways',
    others: [
      'Tell the local justice bureau, which supervises administrative enforcement.',
      'After the inspection, evaluate it on this page and select what happened; the justice department looks into it.',
    ],
    page: 'For comments on this page you can call 12345 as well.',
  },
  codes: {
    title: 'Check a task code',
    intro: 'Check the officers’ task code on this phone. No sign-in, no name.',
    scan: 'Scan with the camera',
    stop: 'Close the camera',
    starting: 'Opening the camera…',
    aim: 'Hold the QR code in the picture, about 20 cm away, without glare.',
    picture: 'Choose a photo',
    reading: 'Reading the photo…',
    noneFound: 'No QR code was found in the photo. Take a sharp photo of the whole code and choose it again.',
    notACode: 'A QR code was read, but it is not an inspection task code. Be careful.',
    torchOn: 'Light on',
    torchOff: 'Light off',
    mine: 'My codes',
    none: 'Inspections you confirm, refuse or evaluate are listed here, kept only on this phone.',
    evicted: 'Earlier records were cleared by the browser or the phone. What was delivered is not affected.',
    unsent: (n) => `${n} waiting to be sent`,
    rejected: (n) => `${n} not accepted`,
  },
  notAccepted: {
    scan: 'Your confirmation was not accepted',
    refusal: 'The record of your refusal was not accepted',
    evaluation: 'Your evaluation was not accepted',
  },
  reading: { read: 'Read aloud', stop: 'Stop reading' },
  comforts: { more: 'More', large: 'Large type', normal: 'Normal type', otherLanguage: '中文', otherLocale: 'zh-CN' },
  events: { scan: 'confirmed', refusal: 'refused', evaluation: 'evaluated' },
};
