import { issueCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { afterAll, expect, test } from 'vitest';
import { openDeviceDb } from '#lib/offline/database/device-db.ts';
import { aTask } from '../../../../../../shared/test/builders.ts';
import { claims, issuing, ORIGIN, T } from '../../../../../../shared/test/codes.ts';
import { sha256 } from '../../../../../../shared/test/keys.ts';
import { createTextToShow } from './text-to-show.ts';

const seed = new Uint8Array(12).fill(7);
const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
const code = await issueCode(issuing.signer, anchored, ORIGIN);
const printed = await issueCode(issuing.signer, claims, ORIGIN);
const task: IssuedTask = aTask('issued', { code: printed });
const row = { task: task.id, code, seed };

const db = openDeviceDb('shows');
afterAll(() => db.close());

test('without a live code, or with the seed of another one, it is what is printed', async () => {
  expect(await createTextToShow(db)(task, T + 60)).toBe(printed);
  await db.liveCodes.put({ ...row, seed: new Uint8Array(12).fill(8) });
  expect(await createTextToShow(db)(task, T + 60)).toBe(printed);
});

test('with its seed it is the live form of each step, from one chain; one that comes later is taken', async () => {
  await db.liveCodes.clear();
  const show = createTextToShow(db);
  expect(await show(task, T + 60)).toBe(printed);
  await db.liveCodes.put(row);
  for (const second of [0, 29, 30, 7200, 14_399]) {
    expect(await show(task, T + second)).toBe(await liveText(code, anchored, seed, T + second, sha256));
  }
});

test('before the window and after it nothing of the chain is shown', async () => {
  await db.liveCodes.put(row);
  const show = createTextToShow(db);
  expect([await show(task, T - 1), await show(task, T + 14_400)]).toEqual([printed, printed]);
});

test('a code that has no chain is not shown in the place of the printed one', async () => {
  await db.liveCodes.put({ ...row, code: printed });
  expect(await createTextToShow(db)(task, T + 60)).toBe(printed);
});
