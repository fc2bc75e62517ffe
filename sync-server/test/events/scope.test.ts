import { shardOf } from '@liangma/shared/kernel/regions';
import { divergentShards } from '@liangma/shared/protocol/scope-checksum';
import type { Task } from '@liangma/shared/tasks/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTask } from '../../src/ports/directory.ts';
import { committed } from '../../src/ports/store.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let clerk: Client;
let task: Task;
let head: Client;
let inspector: Client;
beforeAll(async () => {
  server = await startServer();
  [clerk, head, inspector] = (await Promise.all(
    ['lichunmei', 'mayongcheng', 'wangjianguo'].map((name) => server.as(name)),
  )) as [Client, Client, Client];
  task = await issueTask(clerk, head);
});
afterAll(() => server.stop());

/** No face does this yet. */
const give = (task: Task, officers: Task['officers']): Promise<void> =>
  server.deps.store.write(async (tx) => {
    const shard = shardOf(task.enterprise.region);
    await addTask(tx, shard, await tx.shards.next(shard), { ...task, officers, rev: task.rev + 1 });
    const audit = {
      id: `give-${task.rev}`,
      at: NINE_O_CLOCK,
      shard: '',
      actor: 'test',
      action: 'task.give',
      subject: task.id,
    };
    return committed(undefined, audit);
  });

test('a task given to others comes once more as a tombstone, and in full when it is given back', async () => {
  const first = (await inspector.get('/api/sync/tasks/pull')).body;
  expect(first.documents.at(-1)).toMatchObject({ id: task.id, state: 'issued' });
  const pull = async (from: object) =>
    (await inspector.get(`/api/sync/tasks/pull?checkpoint=${encodeURIComponent(JSON.stringify(from))}`)).body;

  await give(task, task.officers.slice(1));
  const second = await pull(first.checkpoint);
  expect(second.documents).toEqual([{ id: task.id, _deleted: true }]);
  expect((await pull(second.checkpoint)).documents).toEqual([]);

  await give({ ...task, rev: task.rev + 1 }, task.officers);
  const third = (await pull(second.checkpoint)).documents;
  expect(third).toMatchObject([{ id: task.id, state: 'issued', data: { officers: task.officers } }]);
});

test('[SYNC-17] the last page carries the checksum that a device computes', async () => {
  const { body: all } = await inspector.get('/api/sync/tasks/pull');
  const held = all.documents
    .filter((document: { _deleted: boolean }) => !document._deleted)
    .map(({ id, rev, data }: { id: string; rev: number; data: Task }) => ({ id, rev, region: data.enterprise.region }));
  expect(held.length).toBeGreaterThan(1);
  expect(divergentShards(all.sums, held, all.checkpoint)).toEqual([]);
  expect(divergentShards(all.sums, held.slice(1), all.checkpoint)).toEqual([shardOf(task.enterprise.region)]);
  expect((await inspector.get('/api/sync/tasks/pull?limit=1')).body.sums).toBeUndefined();
});
