import type { after as zh } from './zh-CN.ts';

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const after: typeof zh = {
  back: 'Back',
  states: {
    pending: 'Waiting to be sent',
    waiting: 'Received, not counted yet',
    quarantined: 'Received, under review',
    accepted: 'Delivered',
    rejected: 'Not registered',
  },
  troubles: {
    'no-network': 'You are offline. It will be sent automatically.',
    'not-our-server':
      'This network wants you to sign in first, or replaced the page; nothing was delivered. It will be sent again automatically.',
    busy: 'The system is busy. It will be sent again automatically.',
    'too-old': 'This page is too old; reload it to send.',
    'server-refused':
      'The system cannot take it right now; it will be sent again automatically. If it never works, save it as a file and call 12345.',
    receipt:
      'The receipt failed its authenticity check, so it does not count as delivered. It will be sent again automatically.',
  },
  rejects: {
    malformed: {
      meaning: 'The system cannot read this record; the page may be too old.',
      next: 'Reload the page and do it again. You can save this one as a file.',
    },
    'device-mismatch': {
      meaning: 'The record does not match this phone.',
      next: 'Save it as a file and call 12345.',
    },
    'bad-signature': {
      meaning: 'The record failed its authenticity check; it may have been damaged on the phone.',
      next: 'Please do it again. You can save this one as a file.',
    },
    'unknown-device': {
      meaning: 'The system does not know this phone yet.',
      next: 'Reload the page and do it again. You can save this one as a file.',
    },
    'id-reused': {
      meaning: 'The system has another record with the same number; both are kept.',
      next: 'Save it as a file and call 12345.',
    },
    'unknown-task': {
      meaning: 'The system knows no such inspection.',
      next: 'Be careful: call 12345 to ask whether it is real. You can save this one as a file.',
    },
    'wrong-state': {
      meaning: 'This inspection is already over, or was not approved yet.',
      next: 'Call 12345 to ask. You can save this one as a file.',
    },
    'code-refused': {
      meaning: 'The system checked again: the code is not valid.',
      next: 'You may refuse this inspection. Ask the officers to show a new task code.',
    },
    'not-assigned': { meaning: 'Only officers can do this step.', next: 'Save it as a file and call 12345.' },
    'officer-cannot-evaluate': {
      meaning: 'This phone is registered to an officer and cannot evaluate.',
      next: 'Scan the code with your own phone to evaluate.',
    },
    'not-inspected': {
      meaning: 'The system has received no scan of this inspection yet.',
      next: 'Confirm on this page first, and evaluate again after the inspection.',
    },
    'evaluation-closed': { meaning: 'The time to evaluate is over.', next: 'You can still call 12345.' },
    'device-revoked': {
      meaning: 'This phone has been blocked and can register nothing more.',
      next: 'Save it as a file and call 12345.',
    },
    dismissed: {
      meaning: 'A supervisor reviewed it and rejected it.',
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
  confirmedBut: 'You confirmed it. The code is no longer valid: you may refuse.',
  refused: 'You refused this inspection',
  evaluated: 'You evaluated this inspection',
  receiptHeld: 'It has been received.',
  willSend: 'It will be sent automatically when you are online.',
  kept: 'It is kept on this phone. Please do not clear browser data.',
  quarantinedMeaning: 'It has been received and kept. A supervisor will review it and decide whether it counts.',
  waitingMeaning:
    'It has been received. An earlier one, or the code that the officers issued on site, is still missing; it counts once that arrives.',
  notKept:
    'This phone lets no web page keep anything (a private window, or no space left). What is not delivered is gone when you close this page.',
  notKeptNext:
    'Please keep this page open until it says “Delivered”, save it as a file, or ask the officers to record it on their work phone.',
  saveFile: 'Save as file',
  sendNow: 'Send now',
  sending: 'Sending…',
  server: (reasons) => `What the system found: ${reasons}.`,
  answered: 'You confirmed',
  comeBack: 'Please evaluate the inspection afterwards',
  refusedBack: 'You can evaluate what they did',
  number: 'Check number',
  comeBackHow: (days) => `For ${days} days you can evaluate by typing this number, on any phone.`,
  comeBackPaper: (days) => `For ${days} days you can also evaluate by scanning the printed code on the notice.`,
  keepPage: 'Bookmark this page or take a screenshot.',
  noNumberYet: 'The check number is shown here when you are online.',
  evaluate: 'Evaluate this inspection',
  correct: 'Correct the evaluation',
  refuseStill: 'Something went wrong during the inspection: I refuse',
  afterRefusal: [
    'Tell the officers that you lawfully refuse this inspection. You may ask them to leave.',
    'The justice department reviews every refusal. It examines the agency, not you.',
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
      'This phone is offline and cannot send. Scanned with the officers’ work phone, your confirmation travels back with them; no signal is needed.',
    refused:
      'This phone is offline and cannot send. Scanned with the officers’ work phone, your refusal travels back with them; no signal is needed.',
    signed: 'It holds only your answer and is protected against forgery. Nobody can change it.',
    orWait:
      'If they do not scan it, this phone sends it automatically when there is a signal. Arriving twice, it counts once.',
    label: 'Receipt code: your answer',
    delivered: 'Delivered: the receipt code need not be scanned any more.',
    notLoaded:
      'The receipt code could not be loaded, so it cannot be shown. Your answer is kept and will be sent automatically when there is a signal.',
  },
  report: {
    title: 'Report it',
    call: 'Call 12345',
    how: ['12345 is the public service line.', 'Just read out what follows. If you do not want to be named, say so.'],
    sayTitle: 'What you can say',
    say: (agency, time) => `${time}: officers from ${agency} came to inspect my business.`,
    sayOfficers: (officers) =>
      `They are: ${officers.map((o) => `${o.name} (certificate no. ${o.certificate})`).join(', ')}.`,
    sayNumber: (number) => `The check number is ${number}.`,
    taskId: (id) => `(Task: ${id})`,
    sayFake: 'Someone came to inspect with a task code that does not pass the check.',
    sayThen: 'I want to report that: (say what happened)',
    copy: 'Copy this text',
    copied: 'Copied',
    other: 'Other ways',
    others: [
      'Tell the local justice bureau, which supervises administrative enforcement.',
      'After the inspection, evaluate it on this page and select what happened; the justice department reviews it.',
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
    mine: 'My inspections',
    another: 'Check another code',
    none: 'Inspections you confirm, refuse or evaluate are listed here, kept only on this phone.',
    evicted: 'Earlier records were cleared by the browser or the phone. What was delivered is not affected.',
    unsent: (n) => `${n} waiting to be sent`,
    rejected: (n) => `${n} not registered`,
  },
  notAccepted: {
    scan: 'Your confirmation was not registered',
    refusal: 'Your refusal was not registered',
    evaluation: 'Your evaluation was not registered',
  },
  reading: { read: 'Read aloud', stop: 'Stop reading' },
  links: { more: 'More', scan: 'Check another code' },
  comforts: { large: 'Large type', normal: 'Normal type', otherLanguage: '中文', otherLocale: 'zh-CN' },
  events: { scan: 'confirmed', refusal: 'refused', evaluation: 'evaluated' },
};
