import type { devices as zh } from './zh-CN.ts';

const records = (n: number) => (n === 1 ? '1 record' : `${n} records`);

export const devices: typeof zh = {
  title: 'Devices',
  question: 'Has everything been sent?',
  yes: 'Yes, all of it',
  no: 'Not yet',
  allIn: (n, time) =>
    `As of ${time}, everything made on ${n === 1 ? 'the one device' : `the ${n} devices`} has reached the server.`,
  notAllIn: (whole, all) =>
    `${whole} of ${all} devices in use ${whole === 1 ? 'has' : 'have'} sent everything; the rest may still hold records:`,
  named: (officer, why) => `${officer}: ${why}`,
  empty: 'No devices yet. A device is enrolled when an officer first signs in to the field app on it.',
  lights: { green: 'Fine', amber: 'Check', red: 'Records missing', off: 'Revoked' },
  cleared: (n, time) => `The system cleared the app’s data when ${records(n)} were unsent (${time}); they may be lost`,
  missing: (n) => `${records(n)} missing: made on the device, not received by the server`,
  sending: (n) => `Sending ${records(n)}`,
  parked: (n) => `${records(n)} not accepted, kept on the device until somebody looks`,
  mayHold: (time, tasks) =>
    `Not heard from since ${time}, with ${tasks === 1 ? '1 task' : `${tasks} tasks`} in that time: it may hold unsent records`,
  mayHoldCodes: (time) => `Not heard from since ${time}, and it may issue codes offline: it may hold unsent records`,
  unknown: 'An old version of the app, which does not report: update it',
  failing: (n) => `${n} failed attempts in a row`,
  clockOff: (minutes) => `Clock ${Math.abs(minutes)} minutes ${minutes > 0 ? 'fast' : 'slow'}`,
  device: (id) => `Device ${id}`,
  enrolled: (time) => `enrolled ${time}`,
  contact: 'Last contact',
  pending: 'Unsent then',
  records,
  discarded: 'Set aside',
  byFile: 'A phone without network? Import its upload file',
  failures: 'Failed attempts',
  times: (n) => String(n),
  app: 'App version',
  built: (time) => `built ${time}`,
  invented: 'demo',
  clock: 'Clock',
  exact: 'correct',
  notTold: 'not reported',
  revokedOnes: (n) => (n === 1 ? 'One device out of use' : `${n} devices out of use`),
  revokedNow: (officer, short) => `Taken out of use: ${officer}, device ${short}`,
  revoke: 'Revoke the device',
  revokeTitle: (officer, id) => `Revoke ${officer}’s device ${id}`,
  revokeText:
    'This cannot be undone: nobody can sign in on the device any more, and its grants end. Records made before now are still taken; later ones are held until supervisors decide.',
  reason: 'Reason',
  reasonMissing: 'Give a reason.',
  revoked: (name, time) => (name === '' ? `Revoked ${time}` : `Revoked by ${name}, ${time}`),
};
