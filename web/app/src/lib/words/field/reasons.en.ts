import type { reasons as zh } from './reasons.zh-CN.ts';

export const reasons: typeof zh = {
  malformed: {
    title: 'The code is incomplete',
    text: 'Sync with network and open it again; if it stays like this, ask the approver to issue a new one.',
  },
  'unsupported-version': { title: 'Unknown version of code', text: 'Update the app before showing it.' },
  'bad-signature': {
    title: 'The signature is not valid',
    text: 'This code must not be shown. Sync with network; if it stays like this, tell the administrator.',
  },
  'unknown-key': {
    title: 'Issuing key not on this device’s list',
    text: 'Sync with network and check again. The business may not be able to tell either.',
  },
  'key-not-valid-then': {
    title: 'The issuing key was not valid then',
    text: 'Nobody may enter with this code. Ask the approver to issue a new one.',
  },
  'grant-invalid': {
    title: 'The permit to issue offline is not valid',
    text: 'Nobody may enter with this code. Contact the approver.',
  },
  'grant-exceeded': {
    title: 'Beyond the permit to issue offline',
    text: 'Nobody may enter with this code. Contact the approver.',
  },
  'not-yet-valid': {
    title: 'Not the time of the inspection yet',
    text: 'The business may refuse now. Wait for the time on the code; set the phone’s clock if it is wrong.',
  },
  expired: {
    title: 'The code has expired',
    text: 'No inspection may begin; the business may refuse. Apply for a new code; set the clock if it is wrong.',
  },
  withdrawn: {
    title: 'The code was withdrawn',
    text: 'The task was withdrawn and must not be carried out. Contact the approver.',
  },
  'wrong-enterprise': { title: 'Another business', text: 'The code is for another business. Please check.' },
  copied: { title: 'Not a live code', text: 'Open it again from the task.' },
  'stale-keys': {
    title: 'Keys are old',
    text: 'The business’s phone may say “cannot tell” too. They are renewed when there is network.',
  },
  'stale-status': {
    title: 'The list of withdrawn codes is old',
    text: 'This device cannot know of a recent withdrawal. It is renewed with network; a phone call settles it too.',
  },
  'unknown-matter': {
    title: 'A matter is not on this device’s list',
    text: 'The code is genuine. The list is renewed when there is network.',
  },
  'clock-suspect': {
    title: 'The phone’s clock may be wrong',
    text: 'It is behind a time the server has signed. Turn on automatic time.',
  },
};
