import type { attachments as zh } from './zh-CN.ts';

export const attachments: typeof zh = {
  title: 'Files',
  choose: 'Choose files',
  note: (size, most) => `PDF, JPEG or PNG, each up to ${size}, at most ${most}`,
  kinds: { clue: 'Clue', letter: 'Letter', approval: 'Approval document', other: 'Other' },
  kindOf: (name) => `Kind of “${name}”`,
  remove: (name) => `Remove “${name}”`,
  sending: (name) => `Uploading “${name}”…`,
  troubles: {
    empty: (name) => `“${name}” is empty and was not added.`,
    'too-large': (name) => `“${name}” is larger than 10 MB and was not added. Compress or divide it.`,
    'wrong-type': (name) => `“${name}” is not a PDF, JPEG or PNG file and was not added.`,
    twice: (name) => `“${name}” has already been added.`,
    'too-many': (name) => `There are ten files already; “${name}” was not added.`,
    'all-too-large': (name) => `All files together are larger than 40 MB; “${name}” was not added.`,
  },
};
