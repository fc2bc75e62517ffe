import type { keys as zh } from './keys.zh-CN.ts';

export const keys: typeof zh = {
  title: 'Keyboard shortcuts',
  open: 'Shortcuts',
  note: 'While you type, single letters are not shortcuts.',
  search: 'Search',
  everything: {
    title: 'Search',
    placeholder: {
      desk: 'Enterprise, credit code, check number, officer',
      supervision: 'Enterprise, credit code, check number, officer',
    },
    hint: {
      desk: 'Type part of a name or number.',
      supervision: 'Type part of a name or number.',
    },
    searching: 'Searching…',
    none: (text) => `Nothing found for “${text}”. Check it and try again.`,
    kinds: { enterprise: 'Enterprise', inspection: 'Inspection', officer: 'Officer' },
  },
  does: {
    search: 'Search enterprises, inspections and officers',
    apply: 'New application',
    sheet: 'Show this sheet',
    move: 'Move in a list',
    grid: 'Move in the calendar and in the grid of counties',
    enter: 'Open the chosen row',
    scroll: 'Scroll what is open on the right',
    approve: 'Approve (approvals); accept (held records)',
    giveBack: 'Return for correction (approvals); reject (held records)',
    edit: 'Edit an application; close an alert; take a device out of use',
    submit: 'Submit what is being filled in',
    escape: 'Close a dialog',
  },
};
