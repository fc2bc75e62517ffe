import 'fake-indexeddb/auto';
import { issueCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { afterAll, expect, test } from 'vitest';
import { openDeviceDb } from '#lib/offline/device-db.ts';
import { aTask } from '../../../../../shared/test/builders.ts';
import { claims, issuing, ORIGIN, T } from '../../../../../shared/test/codes.ts';
import { sha256 } from '../../../../../shared/test/keys.ts';
import { createTextToShow } from './text-to-show.ts';

const seed = new Uint8Array(12).fill(7);
const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
const printed = await issueCode(issuing.signer, anchored, ORIGIN);
const task: IssuedTask = aTask('issued', { code: printed });

const db = openDeviceDb('shows');
afterAll(() => db.close());

test('without a seed, or with the seed of another code, it is what is printed', async () => {
  expect(await createTextToShow(db)(task, T + 60)).toBe(printed);
  await db.seeds.put({ task: task.id, seed: new Uint8Array(12).fill(8) });
  expect(await createTextToShow(db)(task, T + 60)).toBe(printed);
});

test('with its seed it is the live form of each step, from one chain; a seed that comes later is taken', async () => {
  await db.seeds.clear();
  const show = createTextToShow(db);
  expect(await show(task, T + 60)).toBe(printed);
  await db.seeds.put({ task: task.id, seed });
  for (const second of [0, 29, 30, 7200, 14_399]) {
    expect(await show(task, T + second)).toBe(await liveText(printed, anchored, seed, T + second, sha256));
  }
});

test('before the window and after it nothing of the chain is shown', async () => {
  await db.seeds.put({ task: task.id, seed });
  const show = createTextToShow(db);
  expect([await show(task, T - 1), await show(task, T + 14_400)]).toEqual([printed, printed]);
});

test('a code that has no chain stays as it is', async () => {
  await db.seeds.put({ task: task.id, seed });
  const plain = await issueCode(issuing.signer, claims, ORIGIN);
  expect(await createTextToShow(db)(aTask('issued', { code: plain }), T + 60)).toBe(plain);
});
