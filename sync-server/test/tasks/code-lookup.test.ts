/** From the short number under a code to its text: in its time, by anybody, and not by guessing. */

import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { isShortNumber, sayShortNumber } from '@liangma/shared/task-code/short-number';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aTask } from '../../../shared/test/builders.ts';
import { addTask } from '../../src/ports/directory.ts';
import { committed, unchanged } from '../../src/ports/store.ts';
import { drawShortNumber, findCode } from '../../src/tasks/code-lookup.ts';
import { issueTask } from '../application.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let task: IssuedTask;
const number = () => task.number as string;
const find = (typed: string) => server.anonymous.post('/api/codes/find', { number: typed });

beforeAll(async () => {
  server = await startServer();
  const [clerk, head] = (await Promise.all([server.as('lichunmei'), server.as('mayongcheng')])) as [Client, Client];
  task = await issueTask(clerk, head);
});
afterAll(() => server.stop());

test('an approval gives a short number, and anybody gets the text of the QR by it', async () => {
  expect(isShortNumber(number())).toBe(true);
  expect(await find(number())).toMatchObject({ status: 200, body: { text: task.code } });
  expect((await find(sayShortNumber(number()))).body).toEqual({ text: task.code });
});

test('a genuine code returns its check number, an invented one does not', async () => {
  const ask = (text: string) => server.anonymous.post('/api/codes/number', { text });
  expect(await ask(task.code)).toMatchObject({ status: 200, body: { number: number() } });
  const forged = task.code.replace(/\d(?=\d{9}$)/, (digit) => String((Number(digit) + 1) % 10));
  expect((await ask(forged)).status).toBe(404);
});

describe('[EVAL-1] the look-up answers from a day before the window until the evaluation closes', () => {
  test.each([
    ['a moment too early', () => task.window.from - DAY - 1, false],
    ['a day before', () => task.window.from - DAY, true],
    ['a day after', () => task.window.to + DAY, true],
    ['the last moment', () => task.window.to + 15 * DAY - 1, true],
    ['fifteen days after', () => task.window.to + 15 * DAY, false],
  ])('%s', async (_, at, found) => {
    const deps = { ...server.deps, clock: { now: at } };
    expect(await findCode(deps, number())).toEqual(
      found ? { ok: true, value: task.code } : { ok: false, error: 'code-not-found' },
    );
  });
});

test('the look-up finds a withdrawn code too, and the verifier reports the withdrawal', async () => {
  const withdrawn = aTask('withdrawn', { number: '0000000013', window: task.window });
  await server.deps.store.write(async (tx) => {
    await addTask(tx, '6206', await tx.shards.next('6206'), withdrawn);
    return committed(undefined, { shard: '', id: 'a', at: 0, actor: 'test', action: 'test', subject: '' });
  });
  expect((await find('0000000013')).body).toEqual({ text: withdrawn.code });
});

test('a number that is taken is drawn again in the same transaction', async () => {
  const draws = [Uint8Array.of(0, 0, 0, 0, 0, 1), Uint8Array.of(0, 0, 0, 0, 0, 2)];
  const random = { bytes: () => draws.shift() as Uint8Array };
  const drawn = await server.deps.store.write(async (tx) => unchanged(await drawShortNumber({ random }, tx, '6206')));
  expect([drawn.slice(0, 9), isShortNumber(drawn), draws]).toEqual(['000000002', true, []]);
});

describe('guessing', () => {
  test('the twenty-first look-up of a minute is rejected', async () => {
    const other = await startServer({ demo: false });
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++)
      statuses.push((await other.anonymous.post('/api/codes/find', { number: '0000005725' })).status);
    expect(statuses).toEqual([...Array(20).fill(400), 429]);
    await other.stop();
  });

  test('a server clock set back makes nobody wait', async () => {
    const other = await startServer({ demo: false });
    const ask = async () => (await other.anonymous.post('/api/codes/find', { number: '0000000000' })).status;
    other.clock.at += DAY;
    expect([await ask(), await ask()]).toEqual([404, 404]);
    other.clock.at -= DAY;
    expect([await ask(), await ask(), await ask()]).toEqual([404, 404, 404]);
    await other.stop();
  });

  test('after ten misses an address waits a minute, then longer, and a hit does not shorten that', async () => {
    server.clock.at += HOUR;
    const wait = async () => {
      const { status, body } = await find('0000000000');
      return status === 429 ? body.retryAfter : status;
    };
    for (let i = 0; i < 10; i++) {
      expect(await wait()).toBe(404);
      if (i === 5) expect((await find(number())).status).toBe(200);
    }
    expect(await wait()).toBe(60);
    expect((await find(number())).body.code).toBe('too-many-requests');
    server.clock.at += MINUTE;
    expect([await wait(), await wait()]).toEqual([404, 120]);
    server.clock.at += 2 * MINUTE;
    expect([await wait(), await wait()]).toEqual([404, 240]);
    server.clock.at += 2 * HOUR;
    expect([await wait(), await wait()]).toEqual([404, 404]);
  });
});
