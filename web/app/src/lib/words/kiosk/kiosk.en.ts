import type { Reason } from '@liangma/shared/task-code/verify';
import { camera } from '@liangma/web-common/words/camera.en';
import { siteWords } from '@liangma/web-common/words/site.en';
import { typedCode } from '@liangma/web-common/words/typed-code.en';
import { verdict } from '@liangma/web-common/words/verdict/en';
import type { Obstacle, ReasonWords } from '@liangma/web-common/words/verdict/zh-CN';
import type { kiosk as zh } from './kiosk.zh-CN.ts';

const staff = 'Please tell the staff of this hall, or check the code with your own phone.';

const reasons: Record<Reason | Obstacle, ReasonWords> = {
  ...verdict.reasons,
  'not-yet-valid': {
    title: 'Not valid yet',
    meaning: 'The code passed the authenticity check, but the time stated in the code has not come yet.',
    next: 'If they come before that time, you may refuse. When it has come, scan the code on the officers’ phone again.',
  },
  copied: {
    title: 'Looks like a copy',
    meaning: 'A live code changes every half minute; this one is more than two minutes old.',
    next: 'Ask the officers to open the code on their phone in front of you, and scan it with your own.',
  },
  'unknown-key': {
    title: 'Cannot tell yet',
    meaning:
      'This machine does not have the key list of the issuing agency yet. The code may be new, or it may be fake.',
    next: `${staff} Until it is clear, you need not let anyone in.`,
  },
  'stale-keys': {
    title: 'Checking data too old',
    meaning: 'The code passed the authenticity check, but this machine has not updated its key list for too long.',
    next: staff,
  },
  'stale-status': {
    title: 'Withdrawal list too old',
    meaning:
      'The code passed the authenticity check, but this machine has been offline too long to know whether it was withdrawn.',
    next: staff,
  },
  'unknown-matter': {
    title: 'Genuine, matter unknown',
    meaning:
      'The code passed the authenticity check, but a matter is not on the published list that this machine holds.',
    next: `${staff} You may also ask the officers for the published list and the legal basis.`,
  },
  'clock-suspect': {
    title: 'Is this machine’s clock right?',
    meaning: 'The clock does not agree with the code, so we cannot tell whether it has expired.',
    next: staff,
  },
  'no-trust': {
    title: 'Not checked yet',
    meaning: 'The data needed for checking could not be loaded. We do not know whether the code is genuine.',
    next: staff,
  },
  'bad-trust': {
    title: 'Checking data not trusted',
    meaning:
      'The checking data that this machine loaded failed its authenticity check; the network may have changed it. We do not know whether the code is genuine.',
    next: staff,
  },
  'no-crypto': {
    title: 'Cannot check here',
    meaning: 'This machine did not open the page over a secure connection (https).',
    next: staff,
  },
};

export const kiosk: typeof zh = {
  title: 'Check a code',
  hello: ['Welcome.', 'What would you like to do?'],
  lead: 'No sign-in, no name. When you leave, the screen is cleared by itself.',
  help: 'Need help? Please ask the staff of this hall.',
  tiles: {
    check: {
      name: 'Check a task code',
      text: 'Hold the QR code of the notice to the scanner or the camera, or type its check number',
    },
    results: {
      name: 'Result and evaluation',
      text: 'After an inspection: where to see the result, how to evaluate it',
    },
    speak: { name: 'Report a problem', text: 'Complaints, reports, help: which number to call' },
  },
  back: 'Back',
  staff: {
    call: 'Call the staff',
    title: 'Call the staff',
    text: 'Please go to the service desk, or call from your own phone:',
    whose: 'This is the help line of whoever runs this site. This machine cannot make calls.',
    close: 'All right',
  },
  tools: { title: 'Back and display', read: 'Read aloud', stop: 'Stop reading' },
  about: siteWords,
  comforts: {
    title: 'Display',
    large: 'Large type',
    normal: 'Normal type',
    otherLanguage: '中文',
    otherLocale: 'zh-CN',
  },
  idle: {
    left: (seconds) => `${seconds} s`,
    leftLong: (seconds) => `The screen is cleared after ${seconds} more seconds without a touch`,
    title: 'Still there?',
    text: (seconds) => `The screen is cleared in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    stay: 'I am still here',
    leave: 'Done, clear it',
  },
  check: {
    title: 'Check a task code',
    gun: 'Hold the QR code to the scanner',
    gunText: 'The one on the notice or the one on the officers’ phone. Scanning needs no network.',
    opening: 'Opening the camera…',
    aim: 'Or hold it up to the camera, about 20 cm away, without glare.',
    lens: { ...camera, torchOn: 'Light on', torchOff: 'Light off' },
    retry: 'Try again',
    cameraTroubles: {
      'not-allowed': 'The camera is not allowed on this machine. Use the scanner, or type the check number.',
      'in-use': 'Another program is using the camera. Use the scanner, or type the check number.',
      'not-secure': 'The page was not opened over https, so the camera stays closed. Use the scanner or the number.',
      failed: 'The camera cannot be opened. Use the scanner, or type the check number.',
      lost: 'The camera has gone. Use the scanner, or type the check number.',
      'not-loaded': 'The camera could not be loaded. Use the scanner, or type the check number.',
    },
    number: 'Type the check number',
    numberHint: 'Ten digits, printed next to the QR code.',
    typed: (digits) => (digits === '' ? 'Nothing typed yet' : `Typed so far: ${digits}`),
    digit: (digit) => digit,
    erase: 'Delete',
    clear: 'Clear',
    submit: 'Check',
    searching: 'Looking it up…',
    notACode: 'This is not an inspection task code',
    notACodeText:
      'Scan the QR code on the inspection notice or on the officers’ phone; payment codes, business cards and web links will not work. If that is all the officers have, you may refuse.',
  },
  troubles: typedCode.troubles,
  verdict: {
    ...verdict,
    reasons,
    checkedHere: 'Checked on this machine, no record kept',
  },
  facts: { ...verdict, nth: (n) => `No. ${n} this year, all matters together` },
  result: {
    title: 'Result',
    checking: 'Checking…',
    printed:
      'This is a printed code or a check number. It proves only that the inspection was approved. When the officers come, scan the live code on their phone as well.',
    rights: verdict.mayRefuse,
    rightsVisit: verdict.mayRefuseVisit,
    noHarm: verdict.noHarm,
    take: 'Continue on your phone',
    takeText: 'Scan this with your own phone to confirm, refuse or report, and to evaluate afterwards.',
    takeRefused: 'Scan this with your own phone to refuse or report.',
    takeOver:
      'Scan this with your own phone to evaluate the inspection. If they only come now with this code, you may refuse.',
    takeLabel: 'Task code of this inspection',
    dense: 'This code is dense. Hold your phone close.',
    call: 'If in doubt, call 12345.',
    again: 'Check another',
    done: 'Done, clear the screen',
  },
  results: {
    title: 'Result and evaluation',
    honest:
      'For now this machine can only check task codes; it shows no results and takes no evaluations. Please do this:',
    evaluate: 'Evaluate',
    steps: [
      'Scan the code shown here with your own phone; the checking page opens.',
      'On that page scan the QR code of the notice, or type its check number.',
      'When the inspection is over, press “Evaluate this inspection”. No sign-in, no name; the agency that inspected you cannot see who said what.',
    ],
    result: 'The result',
    resultText:
      'The inspecting agency has to tell you the result. If it has not, or if you disagree, tell the agency or call 12345.',
    qr: 'QR code of the checking page',
    noPhone: 'No phone? The staff of this hall can help you call 12345.',
    toCheck: 'Check a task code first',
  },
  speak: {
    title: 'Report a problem',
    honest: 'For now this machine cannot hand anything in for you. Please call; the notice has all you need to say.',
    lines: [
      {
        number: '12345',
        name: 'Government service hotline',
        text: 'Opinions, complaints, requests for help. You may ask that your name is kept secret.',
      },
      {
        number: '12388',
        name: 'Discipline inspection',
        text: 'Report officials who take gifts or meals or ask for money.',
      },
      {
        number: '12348',
        name: 'Legal services',
        text: 'If you disagree with a penalty or a seizure: how to apply for review or go to court.',
      },
    ],
    justice:
      'Unlawful inspections, fees or fines can also be reported to the local bureau of justice, which supervises law enforcement.',
    phone: 'On your own phone',
    phoneText: 'Scan this code; the page has “Report”, with the words to say.',
  },
};
