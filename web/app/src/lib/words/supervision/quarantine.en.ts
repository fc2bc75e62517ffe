import { sync } from '@liangma/web-common/words/sync.en';
import type { quarantine as zh } from './quarantine.zh-CN.ts';

const records = (n: number): string => (n === 1 ? '1 record' : `${n} records`);

export const quarantine: typeof zh = {
  sync,
  title: 'Held records',
  search: 'Search held records',
  hint: 'Enterprise, agency or officer',
  counter: 'cases',
  kind: 'Reason',
  since: 'Since',
  records: 'Records',
  kinds: { 'device-revoked': 'Device revoked', 'officer-suspended': 'Officer suspended' },
  lead: 'Made after the device was revoked or the officer suspended. The server keeps them, but they do not count yet. Look into each and decide.',
  none: 'No held records. Records made after a device was revoked or an officer suspended are listed here.',
  reasons: {
    'device-revoked': (time) => `Device revoked ${time}`,
    'officer-suspended': (time) => `Officer suspended ${time}`,
  },
  device: (officer) => `${officer}’s device`,
  unknownTask: 'A task issued on site, to be decided with its code',
  made: (time) => `device time ${time}`,
  arrived: (time) => `server received it ${time}`,
  release: 'Accept',
  dismiss: 'Reject',
  releaseTitle: (n) => `Accept ${records(n)}`,
  dismissTitle: (n) => `Reject ${records(n)}`,
  releaseText:
    'This cannot be undone. Each record is judged by how the task stands now; those within the rules take effect.',
  dismissText:
    'This cannot be undone. The records do not count; the originals are kept as evidence. The officer sees the reason and may correct and resend.',
  note: 'Reason',
  noteMissing: 'Give a reason.',
  released: (n) => `${records(n)} accepted.`,
  dismissed: (n) => `${records(n)} rejected; the officer sees the reason once online.`,
  and: ', ',
  space: ' ',
  refused: (n, why) => `${records(n)} could not be accepted as the task stands now: ${why}.`,
};
