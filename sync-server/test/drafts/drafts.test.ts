/** Drafts between the devices of a task's officers, through the real doors. */
import { type Author, type Draft, emptyDraft, itemState } from '@liangma/shared/drafts/draft';
import { answerKey, OPINION } from '@liangma/shared/drafts/items';
import { enter, mergeDrafts } from '@liangma/shared/drafts/merge';
import { taskIdSchema, uuidV7 } from '@liangma/shared/kernel/ids';
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Task, TaskIn } from '@liangma/shared/tasks/task';
import { aDevice, pushBody } from '@liangma/testing/device';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemRandom } from '../../src/adapters/runtime.ts';
import { auditEntry } from '../../src/ports/audit.ts';
import { addTask } from '../../src/ports/directory.ts';
import { committed } from '../../src/ports/store.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let clerk: Client;
let head: Client;
let wang: Client;
let zhuoma: Client;
let stranger: Client;
let first: TaskIn<'issued'>;
let task: Task;
const FIRST = answerKey('M901|1');

beforeAll(async () => {
  server = await startServer();
  [clerk, head, wang, zhuoma, stranger] = (await Promise.all(
    ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhuoma', 'zhangwei'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client, Client];
  first = await issueTask(clerk, head);
  await wang.post('/api/devices', { publicKey: phones.a.publicKey });
  await zhuoma.post('/api/devices', { publicKey: phones.b.publicKey });
});
afterAll(() => server.stop());
/** Another visit like the first, without its short number. */
beforeEach(async () => {
  const { number: _, ...same } = first;
  task = { ...same, id: v.parse(taskIdSchema, uuidV7(NINE_O_CLOCK, systemRandom.bytes(10))) };
  await keep(task);
});

const keep = (task: Task): Promise<void> =>
  server.deps.store.write(async (tx) => {
    const shard = shardOf(task.enterprise.region);
    await addTask(tx, shard, await tx.shards.next(shard), task);
    return committed(undefined, auditEntry(server.deps, shard, 'test', 'task.kept', task.id));
  });

/** `a` is a phone of the first officer, `b` of the second. */
const phones = { a: aDevice(), b: aDevice() };
const author = (officer: number, device: 'a' | 'b'): Author =>
  ({ by: task.officers[officer]?.id, device: phones[device].id }) as unknown as Author;
const fill = (draft: Draft, key: string, value: string, by: Author): Draft =>
  enter(draft, { key, value, over: draft.items[key] ?? [] }, by, NINE_O_CLOCK);
const push = (who: Client, data: unknown, more: object = {}) =>
  who.post('/api/sync/drafts/push', [{ newDocumentState: { id: task.id, updatedAt: NINE_O_CLOCK, data, ...more } }]);
const pull = async (who: Client, from: object = {}) =>
  (await who.get(`/api/sync/drafts/pull?checkpoint=${encodeURIComponent(JSON.stringify(from))}`)).body;
const mine = async (who: Client) =>
  (await pull(who)).documents.find(({ id }: { id: string }) => id === task.id) as
    | { data: Draft; _deleted: boolean }
    | undefined;

test('[DRAFT-1] the server merges two concurrent pushes and answers the second with the merge', async () => {
  const a = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  const b = fill(emptyDraft(), OPINION, '无异议', author(1, 'b'));
  expect((await push(wang, a)).body).toEqual([]);
  const both = mergeDrafts(a, b);
  expect((await push(zhuoma, b)).body).toEqual([{ id: task.id, updatedAt: NINE_O_CLOCK, data: both, _deleted: false }]);
  expect((await mine(wang))?.data).toEqual(both);
});

test('[DRAFT-2] an item with two values stays in conflict for both officers until one of them chooses', async () => {
  const a = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  await push(wang, a);
  await push(zhuoma, fill(emptyDraft(), FIRST, 'fail', author(1, 'b')));
  const open = (await mine(wang))?.data as Draft;
  // Entries stand in the order of their devices, whose ids are drawn anew in each run.
  const values = (now: ReturnType<typeof itemState>) => now.kind === 'open' && now.entries.map(({ value }) => value);
  expect(values(itemState(open, FIRST))).toEqual(expect.arrayContaining(['pass', 'fail']));
  expect((await push(wang, fill(open, FIRST, 'fail', author(0, 'a')))).body).toEqual([]);
  expect(itemState((await mine(zhuoma))?.data as Draft, FIRST)).toMatchObject({ kind: 'one', value: 'fail' });
});

test('[DRAFT-6] an officer can neither enter an item in the name of the other nor remove one that the other entered', async () => {
  const hers = fill(emptyDraft(), FIRST, 'fail', author(1, 'b'));
  expect((await push(wang, hers)).body).toMatchObject([{ data: emptyDraft() }]);
  await push(zhuoma, hers);
  const dropped = { seen: { ...hers.seen, [phones.b.id]: 8.64e15 }, items: {} };
  await push(wang, dropped);
  const later = fill((await mine(zhuoma))?.data as Draft, OPINION, '无异议', author(1, 'b'));
  expect((await push(zhuoma, later)).body).toEqual([]);
  expect(Object.keys((await mine(wang))?.data.items ?? {})).toEqual([OPINION]);
});

test('a repeated push changes nothing and reaches no other device', async () => {
  const a = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  await push(wang, a);
  const { checkpoint } = await pull(zhuoma);
  expect((await push(wang, a)).body).toEqual([]);
  expect((await pull(zhuoma, checkpoint)).documents).toEqual([]);
});

test('a device that deletes its copy does not end the draft, and the server merges its last changes', async () => {
  const a = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  await push(wang, a, { _deleted: true });
  expect(await mine(zhuoma)).toMatchObject({ data: a, _deleted: false });
});

test('[DRAFT-4] the record ends the draft on every device, and the server ignores later changes', async () => {
  const a = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  await push(wang, a);
  const device = aDevice();
  await wang.post('/api/devices', { publicKey: device.publicKey });
  server.clock.at = task.window.from;
  const at = server.clock.at;
  const record = {
    startedAt: at,
    endedAt: at,
    items: [],
    outcome: 'no-problem',
    correctBy: null,
    personPresent: '',
    opinion: '',
  };
  const { checkpoint } = await pull(zhuoma);
  const sent = await wang.post(
    '/api/sync/events/push',
    pushBody(
      await device.event('inspection-started', task.id, {}, at),
      await device.event('record-submitted', task.id, record, at),
    ),
  );
  expect(sent.body).toMatchObject([{ sync: { state: 'accepted' } }, { sync: { state: 'accepted' } }]);
  const end = { id: task.id, data: { seen: a.seen, items: {} }, _deleted: true };
  expect((await pull(zhuoma, checkpoint)).documents).toMatchObject([end]);
  const late = fill(a, OPINION, '补充', author(1, 'b'));
  expect((await push(zhuoma, late)).body).toMatchObject([end]);
  expect((await mine(zhuoma))?.data.items).toEqual({});
});

test('[DRAFT-4] a draft first shared after the record comes too late', async () => {
  await keep({ ...task, state: 'recorded' } as Task);
  const a = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  const [end] = (await push(wang, a)).body;
  expect(end).toMatchObject({ id: task.id, _deleted: true });
  expect(mergeDrafts(a, end.data)).toEqual(a);
});

test('only the officers of a task read and write its draft', async () => {
  const a = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  await push(wang, a);
  expect((await push(stranger, a)).status).toBe(403);
  expect((await stranger.get('/api/sync/drafts/pull')).status).toBe(403);
  expect((await push(server.anonymous, a)).status).toBe(401);
  await keep({ ...task, officers: task.officers.slice(1) });
  expect((await push(wang, a)).body).toEqual([{ id: task.id, refused: 'not-assigned' }]);
  expect(await mine(wang)).toMatchObject({ data: { items: {} }, _deleted: true });
  expect(await mine(zhuoma)).toMatchObject({ data: a, _deleted: false });
});

test('[DRAFT-5] officers who join a task get a draft older than their checkpoint, and an officer who leaves gets its end', async () => {
  await keep({ ...task, officers: task.officers.slice(0, 1), rev: task.rev + 1 });
  const a = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  await push(wang, a);
  const other = await keepAnother();
  await push(zhuoma, a, { id: other });
  const pulled = (await pull(zhuoma)).checkpoint;
  expect(await mine(zhuoma)).toMatchObject({ _deleted: true });
  const pulledByWang = (await pull(wang)).checkpoint;
  await keep({ ...task, officers: task.officers.slice(1), rev: task.rev + 2 });
  expect((await pull(zhuoma, pulled)).documents).toMatchObject([{ id: task.id, data: a, _deleted: false }]);
  expect((await pull(wang, pulledByWang)).documents).toMatchObject([
    { id: task.id, data: { items: {} }, _deleted: true },
  ]);
  // The same officers again: nothing is sent twice.
  const { checkpoint } = await pull(zhuoma);
  await keep({ ...task, officers: task.officers.slice(1), rev: task.rev + 3 });
  expect((await pull(zhuoma, checkpoint)).documents).toEqual([]);
});

/** A visit of both officers, with a later number in the feed of drafts. */
async function keepAnother(): Promise<string> {
  const id = v.parse(taskIdSchema, uuidV7(NINE_O_CLOCK, systemRandom.bytes(10)));
  await keep({ ...task, id });
  return id;
}

test('a rejected row carries its reason and delays no other', async () => {
  const good = fill(emptyDraft(), FIRST, 'pass', author(0, 'a'));
  let huge = emptyDraft();
  for (let i = 0; i < 300; i++) huge = fill(huge, `finding|M901|${i}`, '长'.repeat(1000), author(0, 'a'));
  const UNKNOWN = '019a0000-0000-7000-8000-000000000009';
  const row = (id: string, data: unknown) => ({ newDocumentState: { id, updatedAt: 1, data } });
  const reply = await wang.post('/api/sync/drafts/push', [
    row(task.id, { seen: {}, items: { [FIRST]: 'banana' } }),
    row(task.id, huge),
    row(UNKNOWN, good),
    row(task.id, good),
  ]);
  expect(reply).toMatchObject({
    status: 200,
    body: [
      { id: task.id, refused: 'malformed' },
      { id: task.id, refused: 'too-large' },
      { id: UNKNOWN, refused: 'unknown-task' },
    ],
  });
  expect((await mine(zhuoma))?.data).toEqual(good);
  expect((await wang.post('/api/sync/drafts/push', [{ newDocumentState: { data: good } }])).status).toBe(400);
});

test('a checkpoint of an old epoch makes a device pull afresh', async () => {
  expect((await wang.get('/api/sync/drafts/pull?epoch=other')).status).toBe(410);
});
