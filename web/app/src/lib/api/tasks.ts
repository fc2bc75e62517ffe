import type { Result } from '@liangma/shared/kernel/result';
import { type Difference, differenceSchema } from '@liangma/shared/sync/changed-since';
import type { OffSiteCheck } from '@liangma/shared/tasks/particulars';
import { type Application, type Content, type Task, type TaskState, taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const one = v.pipe(
  v.object({ task: taskSchema }),
  v.transform(({ task }) => task),
);
export type TaskCounts = Readonly<Partial<Record<TaskState, number>>>;

const countsReply = v.pipe(
  v.object({ counts: v.record(v.string(), v.number()) }),
  v.transform(({ counts }): TaskCounts => counts),
);

/** Tasks of the own agency by state; a state without tasks may be absent. */
export const countTasks = (): Promise<Result<TaskCounts, Problem>> => request('GET', '/api/tasks/counts', countsReply);

export const readTask = (id: string): Promise<Result<Task, Problem>> =>
  request('GET', `/api/tasks/${encodeURIComponent(id)}`, one);

export const apply = (application: Application): Promise<Result<Task, Problem>> =>
  request('POST', '/api/tasks', one, { application });

/** OFF-1: keeps an inspection that was done without entering. */
export const applyOffSite = (application: Application, check: OffSiteCheck): Promise<Result<Task, Problem>> =>
  request('POST', '/api/tasks/off-site', one, { application, check });

/** Changes an application that waits; one that was overtaken comes back as a conflict with the newer task. */
export const edit = ({ id, rev }: Task, content: Content): Promise<Result<Task, Problem>> =>
  request('POST', `/api/tasks/${encodeURIComponent(id)}/edit`, one, { rev, content });

const changesReply = v.pipe(
  v.object({ changes: v.array(differenceSchema) }),
  v.transform(({ changes }) => changes),
);

/** Returns where register and list now differ from the code of a task. */
export const readChanges = (id: string): Promise<Result<Difference[], Problem>> =>
  request('GET', `/api/tasks/${encodeURIComponent(id)}/changes`, changesReply);

export type Decision = 'approve' | 'return' | 'reject' | 'withdraw';

/** `task.rev` goes along: if someone else was faster, the answer is a conflict with the newer task. */
export const decide = (task: Task, decision: Decision, reason?: string): Promise<Result<Task, Problem>> =>
  request('POST', `/api/tasks/${encodeURIComponent(task.id)}/${decision}`, one, {
    rev: task.rev,
    ...(reason === undefined ? {} : { reason }),
  });
