import { expect, test } from 'vitest';
import { importsOf, parseScript, type Source } from './sources.ts';
import { circlesIn, findTypeCircles } from './type-circles.ts';

const graph = (ties: Record<string, readonly string[]>) => new Map(Object.entries(ties));

test('a chain, a diamond and a file that names itself are no circles', () => {
  expect(circlesIn(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
  expect(circlesIn(graph({ a: ['a'] }))).toEqual([]);
});

test('circles that share a file are one, circles that only lead to each other are two', () => {
  expect(circlesIn(graph({ a: ['b'], b: ['a', 'c'], c: ['b'] }))).toEqual([['a', 'b', 'c']]);
  expect(circlesIn(graph({ a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] }))).toEqual([
    ['c', 'd'],
    ['a', 'b'],
  ]);
});

const source = (path: string, text: string): Source => {
  const script = parseScript(path, text);
  return { path, text, scripts: [script], imports: importsOf(script) };
};

test('types tie, lazy imports and tests do not', () => {
  const [a, b] = ['shared/src/a.ts', 'shared/src/b.ts'];
  const back = (text: string) => findTypeCircles([source(a, "import type { B } from './b.ts';"), source(b, text)]);
  expect(back("import type { A } from './a.ts';").map(({ where }) => where)).toEqual([a, b]);
  expect(back("const load = () => import('./a.ts');")).toEqual([]);
  expect(
    findTypeCircles([source(a, "import './a.test.ts';"), source('shared/src/a.test.ts', "import './a.ts';")]),
  ).toEqual([]);
});
