import { expect, test } from 'vitest';
import { turns } from './turns.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('a network has so much under way, the rest of it waits in order, and another network begins at once', async () => {
  const underWay = turns({ running: 2, waiting: 8 });
  const begun: string[] = [];
  const begin = (network: string, name: string) => underWay.take(network)?.then(() => begun.push(name));
  for (const name of ['one 1', 'one 2', 'one 3', 'one 4']) begin('one', name);
  begin('other', 'other 1');
  await soon();
  expect(begun).toEqual(['one 1', 'one 2', 'other 1']);
  underWay.end('one');
  await soon();
  await soon();
  expect(begun).toEqual(['one 1', 'one 2', 'other 1', 'one 3']);
});

test('whoever finds the queue of its network full is turned away, and finds a place again later', async () => {
  const underWay = turns({ running: 1, waiting: 1 });
  const [first, second, third] = [underWay.take('one'), underWay.take('one'), underWay.take('one')];
  expect([first, second, third].map((turn) => turn !== undefined)).toEqual([true, true, false]);
  underWay.end('one');
  await second;
  underWay.end('one');
  await underWay.take('one');
  expect(underWay.take('one')).toBeDefined();
});
