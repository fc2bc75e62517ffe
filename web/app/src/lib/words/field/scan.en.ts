import type { Reason } from '@liangma/shared/task-code/verify';
import { camera } from '@liangma/web-common/words/camera.en';
import { typedCode } from '@liangma/web-common/words/typed-code.en';
import { verdict } from '@liangma/web-common/words/verdict/en';
import { withNext } from '#lib/field/scan/with-next.ts';
import type { scan as zh } from './scan.zh-CN.ts';

const notABasis = 'It allows nobody to enter. Ask the issuing agency about it.';
const whenOnline = 'Sync when there is network and scan again, or phone the issuing agency.';

const next: Record<Reason, string> = {
  malformed: 'Scan the QR code once more.',
  'unsupported-version': 'Update the app and scan again; if it stays like this, ask the issuing agency.',
  'bad-signature': 'Keep the original, and report it to the supervision of law enforcement.',
  'key-not-valid-then': notABasis,
  'grant-invalid': notABasis,
  'grant-exceeded': notABasis,
  'not-yet-valid': 'It is valid from the time it states. If this phone’s clock is wrong, set it first.',
  expired: 'An inspection needs a new application. If this phone’s clock is wrong, set it first.',
  withdrawn: 'It allows nobody to enter. Contact the issuing agency.',
  'wrong-enterprise': 'Compare the name of the business.',
  copied: 'Have the code opened again on the phone that shows it, and scan it again.',
  'unknown-key': whenOnline,
  'stale-keys': whenOnline,
  'stale-status': whenOnline,
  'unknown-matter': whenOnline,
  'clock-suspect': 'Switch on “set time automatically” in the phone’s settings and scan again.',
};

export const scan: typeof zh = {
  title: 'Scan',
  typedCode,
  cameraTroubles: {
    'no-camera': 'This device has no camera that can be used. Choose a photo, or type the check number.',
    'not-allowed':
      'The camera is not allowed. Allow it in the browser’s settings, or choose a photo or type the check number.',
    'in-use': 'Another app is using the camera. Close it and try again.',
    'not-secure':
      'The page was not opened over https, so the browser keeps the camera closed. The check number can be typed.',
    failed: 'The camera cannot be opened. Choose a photo, or type the check number.',
    lost: 'The camera has gone. Open it again, choose a photo, or type the check number.',
    'not-loaded': 'What scanning needs has not arrived. Open this page once with network.',
  },
  verdict: {
    ...verdict,
    reasons: withNext(verdict.reasons, next),
    checkedHere: 'Checked on this phone, without network',
  },
  facts: {
    ...verdict,
    nth: (n) => `Inspection ${n} this year`,
    inspected: 'Business',
    officers: 'Officers',
    matters: 'Matters',
  },
  checking: 'Checking…',
  presence: {
    live: 'Being shown on a phone right now',
    printed: 'From a notice, a link or a check number; not being shown right now',
  },
  noTrust: 'Nothing to check with yet',
  noTrustText: 'Go online, wait until “Synced” shows at the top right, and scan again.',
  open: 'Open the camera',
  starting: 'Opening the camera…',
  aim: 'Hold the QR code in the picture, about 20 cm away, without glare.',
  lens: { ...camera, torchOn: 'Light on', torchOff: 'Light off' },
  picture: 'Choose a photo',
  readingPicture: 'Reading the photo…',
  noneFound: 'No QR code was found in the photo. Take a sharp photo of the whole code and choose it again.',
  notOurs: 'That is not an inspection task code. Payment codes, business cards and web links will not work.',
  typing: 'Cannot scan? Type the check number',
  again: 'Scan another',
  openTask: 'Open this task',
};
