import type { storage as zhStorage, troubles as zhTroubles } from './troubles.zh-CN.ts';

export const troubles: typeof zhTroubles = {
  offline: { title: 'You are offline', text: 'Every record is on this device and is uploaded when there is network.' },
  unreachable: {
    title: 'The server cannot be reached',
    text: 'The network may be weak, or the server is being serviced. It is tried again; nothing is lost.',
  },
  'not-our-server': {
    title: 'This network does not lead to the server',
    text: 'Something else answered, most likely a Wi-Fi that wants a sign-in first. Sign in to it, or use mobile data.',
  },
  'signed-out': {
    title: 'Signed out by the server',
    text: 'Sign in again to upload. Tasks, drafts and unsent records are still on this device.',
  },
  'other-account': {
    title: 'Another account is signed in',
    text: 'Records of this device are not uploaded under another account.',
  },
  forbidden: {
    title: 'This account gets no tasks now',
    text: 'The officer may be suspended, or the permissions changed: ask the administrator. No record on this device is lost, and each can be exported.',
  },
  'device-revoked': {
    title: 'This device is revoked',
    text: 'It gets no more tasks. Records made before are still uploaded and can be exported; to go on, sign out and in again.',
  },
  'too-many-devices': {
    title: 'Too many devices',
    text: 'You have as many devices in use as allowed, so this one was not enrolled. Ask the head of your agency to revoke old ones, then try again here.',
  },
  resync: {
    title: 'The server’s data was replaced',
    text: 'Records are uploaded first, then the tasks are read afresh. This happens automatically.',
  },
  'too-large': { title: 'Too much at once', text: 'The upload is over the limit and is being split.' },
  malformed: {
    title: 'The server cannot read the upload',
    text: 'Update the app and try again. If that does not help, export an upload file for the administrator.',
  },
  'update-needed': {
    title: 'The app is too old',
    text: 'Update it, then upload. Updating does not touch the records on this device.',
  },
  'server-older': {
    title: 'The server is being updated',
    text: 'It still runs an older version. Every record is on this device and is uploaded once the server is updated; nothing is lost.',
  },
  busy: { title: 'The server is busy', text: 'It is tried again shortly; nothing is lost.' },
  unjudged: {
    title: 'The server could not process a record',
    text: 'It stays on this device, the others are uploaded, and it is tried again. If it stays like this, tell the administrator.',
  },
  unreadable: {
    title: 'The app cannot read the server’s data',
    text: 'Most likely the app is too old: update it. What is on this device works as before.',
  },
  'bad-trust': {
    title: 'The keys are not valid',
    text: 'They are not signed by the root this device knows: the network may have changed them, or the server has a new root. Try another network; if it stays like this, ask the administrator.',
  },
  storage: {
    title: 'The storage of this device failed',
    text: 'Close other apps and open this one again. If that does not help, export an upload file first.',
  },
};

export const storage: typeof zhStorage = {
  full: {
    title: 'The device is full; nothing was saved',
    text: 'What was entered is still on screen. Delete some photos or apps to make room, then press again.',
  },
  failed: {
    title: 'Not saved on this device',
    text: 'What was entered is still on screen. Press again; if that fails, note the essentials and reopen the app.',
  },
  'too-large': {
    title: 'Too long to submit',
    text: 'Shorten what was found and the comments, then submit again. Everything is still on screen.',
  },
};
