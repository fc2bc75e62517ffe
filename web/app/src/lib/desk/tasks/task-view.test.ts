import type { Task } from '@liangma/shared/tasks/task';
import { beforeEach, expect, test, vi } from 'vitest';
import { TaskView } from './task-view.svelte.ts';

const [before, now] = [1, 2].map(
  (rev) => ({ id: 'x', rev, state: 'issued', enterprise: { region: '620623100' } }) as unknown as Task,
) as [Task, Task];
const server = { task: before, reached: true };

/** Without a screen state is a plain field. */
vi.hoisted(() => {
  const plain = <T>(value: T): T => value;
  Object.assign(globalThis, { $state: Object.assign(plain, { raw: plain }) });
});
vi.mock('#lib/api/tasks.ts', () => ({
  openTask: async () =>
    server.reached
      ? { ok: true, value: { task: server.task, contact: null } }
      : { ok: false, error: { code: 'network' } },
  decide: async (task: Task) =>
    task.rev === server.task.rev
      ? { ok: true, value: task }
      : { ok: false, error: { code: 'conflict', current: server.task } },
}));
vi.mock('#lib/session/session.svelte.ts', () => ({ session: {} }));
vi.mock('#lib/api/matters.ts', () => ({ listMatters: async () => ({ ok: true, value: { matters: [] } }) }));
vi.mock('#lib/api/policy.ts', () => ({ readPolicy: async () => ({ ok: true, value: {} }) }));

let view: TaskView;
beforeEach(async () => {
  Object.assign(server, { task: before, reached: true });
  view = new TaskView('x');
  await view.opened.reload();
  server.task = now;
  expect(await view.decide(before, 'approve')).toBe(false);
});

test('[SYNC-12] a conflict stays on screen until the current version is loaded', async () => {
  expect(view.conflict).toMatchObject({ before: { rev: 1 }, now: { rev: 2 } });
  const came = view.useCurrent();
  expect(view.conflict).toBeDefined();
  await came;
  expect([view.conflict, view.opened.value?.task.rev]).toEqual([undefined, 2]);
});

test('[SYNC-12] without network the conflict stays, and the old version cannot be decided', async () => {
  server.reached = false;
  await view.useCurrent();
  expect([view.conflict?.now.rev, view.opened.value?.task.rev]).toEqual([2, 1]);
});
