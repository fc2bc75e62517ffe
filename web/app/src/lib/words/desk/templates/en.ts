import type { templates as zh } from './zh-CN.ts';

export const templates: typeof zh = {
  title: (count) => (count === 0 ? 'Templates' : `Templates (${count})`),
  none: 'There are no templates yet. Fill in the usual matters, officers and hours, and save them as a template for your agency.',
  about: (matters, officers, minutes) =>
    `${matters} ${matters === 1 ? 'matter' : 'matters'}, ${officers} ${officers === 1 ? 'officer' : 'officers'}${minutes === null ? '' : `, ${minutes} minutes`}`,
  use: 'Use',
  useOf: (name) => `Use the template “${name}”`,
  used: (name) => `Filled in from “${name}”. Please check it. `,
  gone: ({ matters, officers }) => {
    const lost = [
      ...matters.map((matter) => `the matter “${matter}” is no longer on the list`),
      ...officers.map((officer) => `${officer} no longer serves at the agency`),
    ].join('; ');
    return lost === '' ? '' : `Left out: ${lost}.`;
  },
  rename: 'Rename',
  renameOf: (name) => `Rename the template “${name}”`,
  renamed: (before, after) => `“${before}” is now called “${after}”.`,
  newName: (name) => `New name of “${name}”`,
  remove: 'Remove',
  removeOf: (name) => `Remove the template “${name}”`,
  removeTitle: (name) => `Remove the template “${name}”?`,
  removeText: 'Nobody at the agency can use it any more. Applications already submitted stay as they are.',
  removed: (name) => `“${name}” was removed.`,
  name: 'Name of the template',
  save: 'Save as a template',
  saveNote:
    'A template keeps matters, officers, hours and the answer about checks off site, but no enterprise, day or clue. A template of the same name is replaced.',
  saved: (name) => `Saved as “${name}”.`,
  nameMissing: 'Enter a name for the template.',
  empty: 'Choose matters or officers first.',
  notReady: 'The number of assistants or the period cannot be kept in a template. Correct it first.',
  full: 'There are 50 templates. Remove one first.',
};
