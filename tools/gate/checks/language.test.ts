import { expect, test } from 'vitest';
import { fragmentsIn, packingIn, swallowsIn } from './language.ts';
import { compareCounts, folderOf } from './ratchet.ts';
import { complain } from './report.ts';
import { parseScript, type Source } from './sources.ts';

const source = (text: string, path = 'shared/src/tasks/task.ts'): Source => ({
  path,
  text,
  scripts: [parseScript(path, text)],
  imports: [],
});

const lines = (complaints: readonly { where: string }[]): string[] =>
  complaints.map(({ where }) => where.split(':')[1] ?? '');

test.each([
  ['a block comment', '/** Of those that wait, the newest. */'],
  ['a line comment', '// What is left.'],
  ['a comment over several lines', '/**\n * Whether anybody may.\n */'],
  ['a rule id before it', '/** [SYNC-9] Who may decide. */'],
  ['two rule ids before it', '/** [SYNC-9] [EVAL-1] Those that count. */'],
  ['a comment behind code', 'const a = 1; // One that waits.'],
  ['a comment in an empty block', 'function f() {\n  // That goes up anyway.\n}'],
  ['a comment among arguments', 'f(\n  // Where it is.\n  1,\n);'],
  ['a comment before a property', 'const a = {\n  /** How long. */\n  b: 1,\n};'],
  ['a comment at the end of a file', 'f();\n// As before.\n'],
])('a fragment in %s is flagged', (_, text) => {
  expect(fragmentsIn(source(text))).toHaveLength(1);
});

test.each([
  ['a sentence', '/** Returns the newest of those that wait. */'],
  ['a longer word', '/** Whatsoever, Ofcom, Oneness, Howl. */'],
  ['lower case', '// of those that wait'],
  ['a later line of the same comment', '// The next page.\n// What is left of it.'],
  ['a string', "const a = '// What is left.';"],
  ['a template', 'const a = `/* What is left. */ $' + '{1} // Of those`;'],
  ['an address', "const a = 'https://What.example';"],
  ['a regular expression', 'const a = /\\/\\/ What/;'],
])('no fragment is seen in %s', (_, text) => {
  expect(fragmentsIn(source(text))).toEqual([]);
});

test('comments in the markup and the style of a component are read, and lines are counted through its script', () => {
  const text =
    '<script lang="ts">\n  const a = 1;\n</script>\n<!-- What is shown. -->\n<style>\n/* Of the row. */\n/* The row. */\n</style>';
  expect(lines(fragmentsIn({ ...source(text, 'web/app/src/A.svelte'), scripts: [] }))).toEqual(['4', '6']);
});

test.each([
  ['an object', 'const a = { ...{ b, c }, d };'],
  ['an object with a type', 'const a = { ...({ b } as B), d };'],
  ['a list', "f(...['a', 'b']);"],
  ['a constant list', "f(...(['a', 'b'] as const), c);"],
])('a spread literal is flagged: %s', (_, text) => {
  expect(packingIn(source(text))).toHaveLength(1);
});

test.each(['const a = { ...b, c };', 'const a = { ...(b ? { c } : {}) };', 'f(...b);', 'const a = [...new Set(b)];'])(
  'a spread that adds something is not flagged: %s',
  (text) => {
    expect(packingIn(source(text))).toEqual([]);
  },
);

test.each([
  'a.catch(() => undefined);',
  'a.catch(() => null);',
  'a.catch(() => false);',
  "a.catch(() => '');",
  'a.catch(() => []);',
  'a.catch(() => ({}));',
  'a.catch(() => void 0);',
  'a.catch(() => {});',
  'a.catch(function () {});',
  'try { a(); } catch {}',
  'try { a(); } catch (error) {\n  // It ended by itself.\n}',
])('a swallowed error is flagged: %s', (text) => {
  expect(swallowsIn(source(text))).toHaveLength(1);
});

test.each([
  'a.catch((error) => report(error));',
  'a.catch(() => b);',
  'a.catch(() => {\n  b();\n});',
  'try { a(); } catch { return undefined; }',
  'try { a(); } finally {}',
  "bestEffort(a(), 'the tab may be gone');",
])('a handled error is not flagged: %s', (text) => {
  expect(swallowsIn(source(text))).toEqual([]);
});

test('a folder is an area: three deep, and five deep below web', () => {
  expect(folderOf('shared/src/tasks/task.ts:12')).toBe('shared/src/tasks');
  expect(folderOf('tools/simulator/mutants/pages/a.ts:1')).toBe('tools/simulator/mutants');
  expect(folderOf('web/app/src/lib/desk/application/Form.svelte:3')).toBe('web/app/src/lib/desk');
  expect(folderOf('vite.config.ts:1')).toBe('.');
});

test('as many as are kept pass, more fail with each place, and fewer have to be written down', () => {
  const found = [1, 2].map((line) => complain(`shared/src/tasks/task.ts:${line}`, 'opens with “Of”'));
  expect(compareCounts('fragments', { 'shared/src/tasks': 2 }, found)).toEqual([]);
  expect(compareCounts('fragments', { 'shared/src/tasks': 1 }, found)).toEqual([
    complain('shared/src/tasks', '2 fragments, at most 1; among these:'),
    ...found,
  ]);
  expect(compareCounts('fragments', {}, found)).toHaveLength(3);
  expect(compareCounts('swallowedErrors', { 'shared/src/tasks': 3 }, found)).toEqual([
    complain('tools/gate/ratchet.json', 'shared/src/tasks: 2 swallowed errors, no longer 3: npm run ratchet'),
  ]);
});
