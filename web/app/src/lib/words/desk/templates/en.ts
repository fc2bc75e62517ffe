import type { templates as zh } from './zh-CN.ts';

export const templates: typeof zh = {
  title: 'Templates',
  none: 'There are no templates yet. Fill in the usual matters, officers and hours, and save them as a template for your agency.',
  about: (matters, officers, minutes) =>
    `${matters} ${matters === 1 ? 'matter' : 'matters'}, ${officers} ${officers === 1 ? 'officer' : 'officers'}${minutes === null ? '' : `, ${minutes} minutes`}`,
  use: 'Use',
  useOf: (name) => `Use the template “${name}”`,
  used: (name) => `Filled in from “${name}”. Please check it.`,
  usedBut: (name, n) => `Filled in from “${name}”; ${n} of its matters or officers can no longer be chosen.`,
  remove: 'Remove',
  removeOf: (name) => `Remove the template “${name}”`,
  removed: (name) => `“${name}” was removed.`,
  name: 'Name of the template',
  save: 'Save as a template',
  saved: (name) => `Saved as “${name}”.`,
  nameMissing: 'Enter a name for the template.',
  notReady: 'The number of assistants or the period cannot be kept in a template. Correct it first.',
  full: 'There are 50 templates. Remove one first.',
};
