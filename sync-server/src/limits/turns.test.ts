import { expect, test } from 'vitest';
import { turns } from './turns.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('a sender has a limited number of requests in progress, the rest wait in order, and another sender starts at once', async () => {
  const underWay = turns({ running: 2, waiting: 8 });
  const begun: string[] = [];
  const begin = (sender: string, name: string) => underWay.take(sender)?.then(() => begun.push(name));
  for (const name of ['one 1', 'one 2', 'one 3', 'one 4']) begin('one', name);
  begin('other', 'other 1');
  await soon();
  expect(begun).toEqual(['one 1', 'one 2', 'other 1']);
  underWay.end('one');
  await soon();
  await soon();
  expect(begun).toEqual(['one 1', 'one 2', 'other 1', 'one 3']);
});

test('a full queue rejects a request, and accepts one again later', async () => {
  const underWay = turns({ running: 1, waiting: 1 });
  const [first, second, third] = [underWay.take('one'), underWay.take('one'), underWay.take('one')];
  expect([first, second, third].map((turn) => turn !== undefined)).toEqual([true, true, false]);
  underWay.end('one');
  await second;
  underWay.end('one');
  await underWay.take('one');
  expect(underWay.take('one')).toBeDefined();
});
