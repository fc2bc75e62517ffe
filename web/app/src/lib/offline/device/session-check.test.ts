import { standingPost } from '@liangma/shared/access/post';
import { beforeEach, expect, test } from 'vitest';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Wire } from '../wire/wire.ts';
import { sessionCheck } from './session-check.ts';

const MINUTE = 60_000;
const actor = {
  name: '王建国',
  posts: [standingPost('inspector', { agency: null, region: '620623' })],
  agency: null,
  officer: null,
  region: '620623',
  demo: true,
};

let asked: number;
let account: string;
let clock: number;
let confirm: () => Promise<void>;

beforeEach(() => {
  asked = 0;
  account = 'wang';
  clock = 1_795_000_000_000;
  const getJson = async () => {
    asked++;
    return { actor: { ...actor, account } };
  };
  confirm = sessionCheck(
    { getJson } as unknown as Wire,
    'wang',
    () => clock,
    () => undefined,
  );
});

test('one session check serves a whole cycle, but not the next', async () => {
  await Promise.all([confirm(), confirm()]);
  clock += 4_000;
  await confirm();
  expect(asked).toBe(1);
  clock += 2_000;
  await confirm();
  expect(asked).toBe(2);
});

test('an answer does not stay good because the clock was set back', async () => {
  await confirm();
  clock -= 90 * MINUTE;
  account = 'li';
  await expect(confirm()).rejects.toThrow(new SyncProblem('other-account'));
});

test('a refusal is asked about again at once', async () => {
  account = 'li';
  await expect(confirm()).rejects.toThrow();
  account = 'wang';
  await confirm();
  expect(asked).toBe(2);
});
