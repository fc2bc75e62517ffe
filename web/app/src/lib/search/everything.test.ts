import { expect, test, vi } from 'vitest';
import { EverythingSearch, type Found } from './everything.svelte.ts';

/** Without a screen state is a plain field. */
vi.hoisted(() => {
  const plain = <T>(value: T): T => value;
  Object.assign(globalThis, { $state: Object.assign(plain, { raw: plain }) });
});

const found = (title: string): Found => ({ kind: 'enterprise', id: title, title, detail: '', href: '/' });

test('a kind that cannot be loaded hides no other kind', async () => {
  const offline = {
    code: 'offline',
    requestId: '',
    retryAfter: null,
    detail: [],
    findings: [],
    current: null,
  } as const;
  const search = new EverythingSearch([async () => [found('雪域食品')], async () => offline]);
  search.query = ' 雪域 ';
  await search.ask();
  expect([search.found.map(({ title }) => title), search.problem, search.asked]).toEqual([
    ['雪域食品'],
    offline,
    '雪域',
  ]);
});

test('an answer to an older text is dropped', async () => {
  let answer = (_: readonly Found[]): void => undefined;
  const slow = new Promise<readonly Found[]>((resolve) => {
    answer = resolve;
  });
  const search = new EverythingSearch([(text) => (text === '雪' ? slow : Promise.resolve([found('药店')]))]);
  search.query = '雪';
  const first = search.ask();
  search.query = '药';
  await search.ask();
  answer([found('雪域食品')]);
  await first;
  expect(search.found.map(({ title }) => title)).toEqual(['药店']);
});
