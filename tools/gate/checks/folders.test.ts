import { expect, test } from 'vitest';
import { crowdedFolders, judgeFolders } from './folders.ts';
import { complain } from './report.ts';

const files = (folder: string, count: number, ending = 'ts'): string[] =>
  Array.from({ length: count }, (_, i) => `${folder}/${i}.${ending}`);

test('thirty source files are not a crowd, thirty-one are', () => {
  expect(
    crowdedFolders([...files('a', 30), ...files('b', 31), ...files('c', 20), ...files('c', 11, 'svelte')]),
  ).toEqual({
    b: 31,
    c: 31,
  });
});

test('subfolders and pictures do not count', () => {
  expect(crowdedFolders([...files('a', 30), ...files('a/b', 30), ...files('a', 140, 'png')])).toEqual({});
});

test('a folder that is to be divided may shrink and not grow, and leaves the list when it is divided', () => {
  expect(judgeFolders(files('a', 31), {})).toEqual([complain('a', '31 files; at most 30: divide it')]);
  expect(judgeFolders(files('a', 40), { a: 41 })).toEqual([]);
  expect(judgeFolders(files('a', 42), { a: 41 })).toEqual([complain('a', '42 files; at most 41: divide it')]);
  expect(judgeFolders(files('a', 30), { a: 41 })).toEqual([
    complain('tools/gate/ratchet.json', 'a is no longer crowded: npm run ratchet'),
  ]);
});
