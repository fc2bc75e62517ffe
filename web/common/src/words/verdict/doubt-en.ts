import type { doubt as zh } from './doubt-zh-CN.ts';

const askForNew =
  'You may refuse this inspection. Ask the officers to show a new task code; without one, you may ask them to leave.';
const scanAgain = 'Scan the QR code again. If it stays like this, you may refuse the inspection.';

export const doubt: typeof zh = {
  reasons: {
    malformed: {
      title: 'This is not a task code',
      meaning: 'What was scanned is incomplete, or is not an inspection task code at all.',
      next: scanAgain,
    },
    'unsupported-version': {
      title: 'Wrong format',
      meaning: 'The content does not follow the format of an inspection task code.',
      next: scanAgain,
    },
    'bad-signature': {
      title: 'This code is a fake',
      meaning:
        'It failed the authenticity check: the code was forged or altered. What it says cannot be trusted and is not shown.',
      next: 'You may refuse the inspection, ask them to leave, and report it by calling 12345.',
    },
    'key-not-valid-then': {
      title: 'Not validly issued',
      meaning: 'The key that signed this code was not valid for this time or for this agency.',
      next: askForNew,
    },
    'grant-invalid': {
      title: 'No valid authority',
      meaning: 'The device that issued this code on site was not validly authorised.',
      next: askForNew,
    },
    'grant-exceeded': {
      title: 'Authority exceeded',
      meaning: 'The device that issued this code on site went beyond what it was authorised to do.',
      next: askForNew,
    },
    'not-yet-valid': {
      title: 'Not valid yet',
      meaning: 'The time stated in the code has not come yet.',
      next: 'Ask the officers to come back at that time. You may refuse to be inspected now.',
    },
    expired: {
      title: 'This code has expired',
      meaning: 'The time stated in the code is over. It no longer allows anyone to enter.',
      next: askForNew,
    },
    withdrawn: {
      title: 'This code was withdrawn',
      meaning: 'The issuing agency withdrew this code. It no longer allows anyone to enter.',
      next: askForNew,
    },
    'wrong-enterprise': {
      title: 'Not issued for you',
      meaning: 'The code names another business.',
      next: 'You may refuse this inspection. Ask the officers to check the name of the business.',
    },
    copied: {
      title: 'Looks like a copy',
      meaning:
        'A live code changes every half minute; this one is more than two minutes old, so it may be a screenshot or was passed on. Or this phone’s clock is wrong: switch on “set time automatically”.',
      next: 'You may refuse, and ask to see the live code on the officers’ phone and scan it again.',
    },
    'unknown-key': {
      title: 'Cannot tell yet',
      meaning:
        'This phone does not have the key list of the issuing agency yet. The code may be new, or it may be fake.',
      next: 'Go online and check again. Until it is clear, you need not let anyone in.',
    },
    'stale-keys': {
      title: 'Checking data too old',
      meaning: 'The code passed the authenticity check, but this phone has not updated its key list for too long.',
      next: 'Go online and check again; it takes a few seconds.',
    },
    'stale-status': {
      title: 'Withdrawal list too old',
      meaning:
        'The code passed the authenticity check, but this phone has been offline too long to know whether it was withdrawn.',
      next: 'Go online and check again, or ask someone to call 12345 and read out the check number.',
    },
    'unknown-matter': {
      title: 'Genuine, matter unknown',
      meaning:
        'The code passed the authenticity check, but a matter is not on the published list this phone holds, so its legal basis is unknown.',
      next: 'Go online and check again, or ask to see the published list and the legal basis of that matter.',
    },
    'clock-suspect': {
      title: 'Is this phone’s clock right?',
      meaning:
        'The clock is behind the checking data or the live code, so we cannot tell whether the code has expired.',
      next: 'Switch on “set time automatically” in the phone’s settings and check again.',
    },
    'bad-trust': {
      title: 'Checking data not trusted',
      meaning:
        'The checking data failed its authenticity check; the network may have changed it. We do not know whether the code is genuine.',
      next: 'Use another network (for example mobile data instead of Wi-Fi) and try again.',
    },
    'no-crypto': {
      title: 'Cannot check here',
      meaning: 'The page was not opened over a secure connection (https), so the browser offers no way to check.',
      next: 'Scan the QR code again with WeChat or the phone’s camera to open it.',
    },
  },
  validFrom: (time) => `Valid from ${time}`,
  expiredAt: (time) => `Was valid until ${time}`,
  past: 'The inspection time is over',
  pastMeaning: 'You confirmed this inspection.',
  overMeaning:
    'If the inspection has been done, you can evaluate it. If they only come now with this code, you may refuse.',
  closedMeaning: 'The time to evaluate is over too. You can still call 12345.',
  done: 'It is done: evaluate it',
  late: 'They only come now: I refuse',
  also: (title, text) => `Also: ${title}. ${text}`,
  agency: 'Agency',
  window: 'Time',
  refusalRecorded: 'The justice department reviews every refusal. It examines the agency, not you.',
  written: 'What the code says',
  pastWritten: 'The inspection',
  writtenNote: 'The code passed the authenticity check, but at this time it does not allow anyone to enter.',
};
