import { siteWords } from '@liangma/web-common/words/site.en';
import type { shell as zh } from './shell.zh-CN.ts';

const minutes = (seconds: number | null): string => {
  if (seconds === null) return 'a few minutes';
  const n = Math.max(1, Math.ceil(seconds / 60));
  return n === 1 ? 'one minute' : `${n} minutes`;
};

const problems: (typeof zh)['problems'] = {
  offline: {
    title: 'No network',
    text: () => 'The server could not be reached. Try again once the network is back.',
  },
  'bad-request': {
    title: 'Incomplete',
    text: () => 'The server could not make sense of this. Check what was filled in and submit again.',
  },
  'not-signed-in': {
    title: 'Signed out',
    text: () => 'For safety, a sign-in ends after a while. Sign in again.',
  },
  'wrong-credentials': {
    title: 'Wrong account or password',
    text: () => 'Check both and try again. If the password is forgotten, ask the administrator of the agency.',
  },
  'too-many-attempts': {
    title: 'Too many attempts',
    text: (p) => `To protect the account, try again in ${minutes(p.retryAfter)}.`,
  },
  forbidden: {
    title: 'Not permitted',
    text: () => 'This is outside the duties of this account. If it has to be done, sign in with an account that may.',
  },
  'device-revoked': {
    title: 'This device is revoked',
    text: () => 'The agency took it out of use. Sign in on another.',
  },
  'password-change-due': {
    title: 'Change your one-time password',
    text: () => 'A one-time password only serves to set your own. Open “My account”.',
  },
  'account-taken': { title: 'The account name is taken', text: () => 'Choose another one.' },
  'name-taken': { title: 'The name is used already', text: () => 'Choose another one.' },
  'wrong-password': { title: 'The current password is wrong', text: () => 'Check it and try again.' },
  'password-weak': { title: 'The new password does not meet the rules', text: () => 'Choose another one.' },
  'post-refused': { title: 'This post cannot be given', text: () => 'Check post, agency and certificate number.' },
  'delegation-refused': { title: 'This delegation is not possible', text: () => 'Check the deputy and the days.' },
  'not-set-up': { title: 'Not set up yet', text: () => 'The operator opens /setup first.' },
  'not-found': {
    title: 'Not found',
    text: () => 'It may have been removed, or the address is wrong. Open it again from the list.',
  },
  'code-not-found': {
    title: 'No such number',
    text: () => 'No task code has this check number, or its time was over more than a day ago. Check the digits.',
  },
  conflict: {
    title: 'Someone else changed this first',
    text: () => 'The task has changed since it was opened. Look at it as it is now, then decide.',
  },
  'wrong-state': {
    title: 'Not possible now',
    text: () => 'The state of the task has changed. Open it again to see how it stands.',
  },
  'calendar-missing': {
    title: 'Working days unknown',
    text: () =>
      'The notice of working days for a year of this term is not imported yet. Ask the administrator to import it.',
  },
  'no-agency': {
    title: 'Agency unknown',
    text: () => 'This alert names no agency, so none can be asked to explain. Find out which agency it was first.',
  },
  'same-person': {
    title: 'Another person has to approve it',
    text: () => 'An inspection cannot be approved by its applicant or by one of its officers (APR-1, APR-4).',
  },
  'partner-missing': {
    title: 'A partner has not agreed',
    text: () =>
      'The head of every partner agency has to agree to the application as it stands before it is approved (QUAL-4).',
  },
  'enterprise-ceased': {
    title: 'The enterprise has ceased',
    text: () => 'It is no longer in the register, so nobody can apply to inspect it. Check it, and choose another.',
  },
  'out-of-bounds': { title: 'Out of bounds', text: () => 'This value is outside its bounds. Please check it.' },
  'in-the-past': { title: 'The day has passed', text: () => 'It cannot take effect before today.' },
  'looser-than-superior': {
    title: 'Less strict than the superior value',
    text: () => 'A superior region has made this value binding; lower regions can only be stricter.',
  },
  'in-future': { title: 'A day in the future', text: () => 'The day of the document cannot be in the future.' },
  'nothing-new': { title: 'Nothing new', text: () => 'The draft is the same as the list in force.' },
  'year-settled': {
    title: 'The year is settled',
    text: () => 'The notice of this year is published already and cannot be replaced by a provisional calendar.',
  },
  'reason-too-short': {
    title: 'The reason is too short',
    text: () => 'Give the particulars; punctuation and spaces do not count.',
  },
  findings: {
    title: 'Some rules are not met',
    text: () =>
      'The server checked again with the latest data and did not accept it. See the compliance check for each point.',
  },
  'too-large': { title: 'Too large', text: () => 'This is more than the server accepts. Shorten it and try again.' },
  'unsupported-media-type': {
    title: 'Wrong format',
    text: () => 'The server does not accept this format. Reload the page and try again.',
  },
  'protocol-too-old': {
    title: 'This page is out of date',
    text: () => 'Reload to get the new version, then try again.',
  },
  'protocol-too-new': {
    title: 'The server is being updated',
    text: () => 'It still runs an older version. Try again in a little while.',
  },
  'too-many-requests': { title: 'Too many requests', text: (p) => `Try again in ${minutes(p.retryAfter)}.` },
  'server-busy': {
    title: 'The server is busy',
    text: () => 'It is not answering for the moment. Try again in a little while.',
  },
  'no-signing-key': {
    title: 'No key may sign this',
    text: () =>
      'The server has no key that may sign for this agency and time, so nothing was issued. Tell the administrator.',
  },
  resync: {
    title: 'The data must be read again',
    text: () => 'The server’s data has been replaced. Reload the page and try again.',
  },
  'hash-mismatch': {
    title: 'The file is damaged',
    text: () =>
      'Its content does not match its fingerprint, so the server did not accept or serve it. A photo is still on the device and will be sent again; for any other file, tell the administrator.',
  },
  'attachment-missing': {
    title: 'A file did not arrive',
    text: () => 'A file of this application is not on the server. Remove it and add it again.',
  },
  'not-a-photo': {
    title: 'This is not a photo',
    text: () => 'What arrived is not a JPEG or WebP picture, and the server did not accept it. Take the photo again.',
  },
  'too-many-devices': {
    title: 'Too many devices',
    text: () =>
      'This officer has as many devices in use as allowed, so this one was not enrolled. Ask the head of the agency to revoke old ones on the devices page, then try again.',
  },
  'file-unreadable': {
    title: 'This is not an upload file',
    text: () =>
      'The file is not complete, or was not exported on the sync page. Copy it again; if that does not help, export it once more on the phone. Nothing was imported.',
  },
  'file-newer': {
    title: 'The file is newer than the server',
    text: () =>
      'The app on the phone is newer than the server. Ask for the server to be updated, keep the file, and try again then. Nothing was imported.',
  },
  'file-changed': {
    title: 'The signature of the file is not valid',
    text: () =>
      'The file was changed or damaged after it was exported. Export it once more on the phone; if the phone is gone, give the file unchanged to the administrator. Nothing was imported.',
  },
  'device-unknown': {
    title: 'This device is not enrolled',
    text: () =>
      'The device that made the file is not enrolled to any officer. Check whether it belongs to this agency, or ask the administrator. Nothing was imported.',
  },
  'storage-full': {
    title: 'The server is out of space',
    text: () => 'This was not saved. Tell the administrator and try again later.',
  },
  unexpected: {
    title: 'Something went wrong on the server',
    text: (p) =>
      `This was not done, and nothing is lost. Try again; if it fails once more, tell the administrator ${p.requestId ? `the number ${p.requestId}` : 'the time it happened'}.`,
  },
};

export const shell: typeof zh = {
  site: siteWords,
  product: 'Liangma',
  skip: 'Skip to content',
  comforts: {
    language: '中文',
    large: 'Large type',
    normal: 'Normal type',
    dark: 'Dark',
    light: 'Light',
    title: 'Display',
  },
  problems,
  retry: 'Try again',
  kept: 'What was filled in is still here.',
  sending: 'Sending…',
  signInOtherTab: 'Sign in in a new tab, then come back',
  leave: { title: 'Leave this page?', yes: 'Discard and leave' },
  discard: {
    ask: 'If this closes, what was written is not kept.',
    writeOn: 'Keep writing',
    yes: 'Discard and close',
  },
  signInAgain: 'Sign in again',
  loading: 'Loading…',
  updated: (time) => `Updated ${time}`,
  connectionLost: (time) => `Connection lost. This is as of ${time}; it updates once the connection is back.`,
  stale: 'What follows was read earlier.',
  menu: 'Menu',
  navigation: 'Sections',
  acting: { label: 'Act for another agency' },
  signOut: 'Sign out',
  feedback: 'Complaints and suggestions about this app: 12345',
  notSignedOut: (why) =>
    `${why}, so the session is still open. Try again soon; do not leave a shared computer like this.`,
  cancel: 'Cancel',
  close: 'Close',
  demo: 'Demo data',
  title: (page) => `${page} · Liangma`,
  login: {
    title: 'Sign in',
    lead: 'For the people who apply for, approve, carry out and supervise inspections.',
    name: 'Account',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    nameMissing: 'Fill in the account.',
    passwordMissing: 'Fill in the password.',
    enterprise:
      'Enterprises check a task code without signing in: scan it with any phone’s camera, or open the check page.',
    enterpriseLink: 'Open the check page',
    demoTitle: 'Demo accounts',
    demoText: 'These people and agencies are invented. The password of all is',
    wrongFace: 'This page is outside the duties of this account. Sign in with an account that may open it.',
  },
  roles: {
    clerk: 'Clerk',
    approver: 'Approver',
    inspector: 'Inspector',
    'legal-reviewer': 'Legal reviewer',
    'duty-officer': 'Duty officer',
    'agency-administrator': 'Agency administrator',
    'county-administrator': 'Regional administrator',
    'requests-office': 'Requests office',
    supervisor: 'Supervisor',
    operator: 'Operator',
  },
  myAccount: 'My account',
  standIn: (name, head) => `${name} (for ${head})`,
  home: {
    opening: 'Opening…',
    goTo: 'Open',
    back: 'Back',
    notFound: 'There is no such page',
    notFoundText: 'The address may be wrong, or the page has moved.',
    home: 'Back to the start',
  },
};
