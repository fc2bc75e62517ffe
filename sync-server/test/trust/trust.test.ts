/** The signed files as verifiers fetch them: one list a prefecture, the matters of one code, and days that leave the list. */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { isWithdrawn, statusDay } from '@liangma/shared/trust/status-list';
import { openTrust, type Trust, unpackTrust } from '@liangma/shared/trust/trust';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aReference } from '../../../shared/test/builders.ts';
import { nodeSignatures } from '../../src/adapters/crypto/signatures.ts';
import { applicationFor } from '../application.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

const { verify: verifySignature, sha256 } = nodeSignatures();

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

const get = (path: string) => server.anonymous.get(`/.well-known/liangma/${path}`);

async function trustAt(path: string): Promise<Trust> {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  const files = unpackTrust(answer.body);
  const trust = files && (await openTrust(files, server.deps.keys.root, verifySignature));
  if (!trust?.ok) throw new Error(`${path} does not open`);
  return trust.value;
}

/** Applies for a food business and has it approved. */
async function issue(n: number, from = NINE_O_CLOCK + HOUR) {
  const clerk = await server.as('lichunmei');
  const { body: found } = await clerk.get(`/api/registry/enterprises?q=${encodeURIComponent('食品')}`);
  const application = {
    ...(await applicationFor(clerk)),
    enterprise: found.enterprises[n].id,
    type: 'case',
    source: 'complaint',
    reference: aReference(),
    reasons: { 'DUP-1': '投诉事项只属本机关职责，无法合并检查。' },
    matters: ['M901'],
    window: { from, to: from + 4 * HOUR },
  };
  const { body } = await clerk.post('/api/tasks', { application });
  const head = await server.as('mayongcheng');
  const approved = await head.post(`/api/tasks/${body.task.id}/approve`, { rev: body.task.rev });
  expect(approved.status).toBe(200);
  return approved.body.task;
}

async function withdraw(task: { id: string; rev: number }) {
  const head = await server.as('mayongcheng');
  const reason = '检查计划有调整，这次检查取消，任务码作废。';
  const answer = await head.post(`/api/tasks/${task.id}/withdraw`, { rev: task.rev, reason });
  expect(answer.status).toBe(200);
}

const verdictOn = (text: string, trust: Trust) =>
  verifyCode(text, {
    ...trust,
    now: NINE_O_CLOCK + 2 * HOUR,
    verifySignature,
    sha256,
    granted: resolveGranted(async () => undefined),
  });

test('only the list of its prefecture and the parts with its matters decide on a code', async () => {
  const task = await issue(0);
  const { shard } = task.statusEntry;
  const [small, whole] = [await trustAt(`trust/${shard}/901`), await trustAt('trust')];
  expect([...small.status.keys(), ...small.catalog.matters.keys()]).toEqual([shard, 'M901']);
  expect(small.catalog.version).toBe(whole.catalog.version);
  expect((await verdictOn(task.code, small)).verdict).toBe('genuine');
  expect((await verdictOn(task.code, whole)).verdict).toBe('genuine');
  expect(await verdictOn(task.code, await trustAt(`trust/${shard}/902`))).toMatchObject({
    reasons: ['unknown-matter'],
  });
  await withdraw(task);
  for (const path of [`trust/${shard}/901`, `trust/${shard}`, 'trust']) {
    expect((await verdictOn(task.code, await trustAt(path))).reasons).toEqual(['withdrawn']);
  }
});

test('bits count from 0 on each day of expiry, and a day that is over leaves the list', async () => {
  const [today, alsoToday] = [await issue(0), await issue(1)];
  const tomorrow = await issue(2, NINE_O_CLOCK + DAY + HOUR);
  expect([today, alsoToday, tomorrow].map(({ statusEntry }) => statusEntry.index)).toEqual([0, 1, 0]);
  expect(tomorrow.statusEntry.day).toBe(today.statusEntry.day + 1);
  for (const task of [today, tomorrow]) await withdraw(task);
  const { shard } = today.statusEntry;
  const daysAt = async () => [...((await trustAt(`trust/${shard}`)).status.get(shard)?.days.keys() ?? [])];
  expect(await daysAt()).toEqual([today.statusEntry.day, tomorrow.statusEntry.day]);
  server.clock.at += DAY;
  expect(statusDay(server.clock.at / 1000)).toBe(tomorrow.statusEntry.day);
  expect(await daysAt()).toEqual([tomorrow.statusEntry.day]);
  // Its time is over: no list has to say so.
  const { status } = await trustAt('trust');
  expect(isWithdrawn(status, today.statusEntry)).toBe(false);
  expect((await verdictOn(today.code, await trustAt('trust'))).verdict).not.toBe('genuine');
});

test.each([
  ['a prefecture in which nothing was issued', 'trust/9999'],
  ['no prefecture', 'trust/abc'],
  ['a matter id that is none', 'trust/6206/901+..%2F..'],
  ['more matters than an inspection covers', `trust/6206/${Array.from({ length: 21 }, (_, i) => i).join('+')}`],
  ['a list of no prefecture', 'status/9999'],
])('%s is not found', async (_, path) => {
  await issue(0);
  expect((await get(path)).status).toBe(404);
});

test('an unknown matter has an empty part, and equal answers are computed once', async () => {
  const { shard } = (await issue(0)).statusEntry;
  expect((await trustAt(`trust/${shard}/999999`)).catalog.matters.size).toBe(0);
  const etag = (await get(`trust/${shard}/901`)).headers.get('etag') ?? '';
  expect(
    (await server.anonymous.get(`/.well-known/liangma/trust/${shard}/901`, { 'if-none-match': etag })).status,
  ).toBe(304);
});
