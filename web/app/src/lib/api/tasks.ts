import { addressedTo } from '@liangma/shared/access/acting';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { Result } from '@liangma/shared/kernel/result';
import { type Difference, differenceSchema } from '@liangma/shared/sync/changed-since';
import type { JoinAnswer } from '@liangma/shared/tasks/joining';
import { noticeContactSchema } from '@liangma/shared/tasks/papers/notice-contact';
import type { FilingText, OffSiteCheck } from '@liangma/shared/tasks/particulars';
import { type Application, type Content, type Task, taskSchema } from '@liangma/shared/tasks/task';
import type { TO_DECIDE, ToldState } from '@liangma/shared/tasks/task-list';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const one = v.pipe(
  v.object({ task: taskSchema }),
  v.transform(({ task }) => task),
);
const opened = v.object({ task: taskSchema, contact: v.nullable(noticeContactSchema) });
export type TaskCounts = Readonly<Partial<Record<ToldState | typeof TO_DECIDE, number>>>;

const countsReply = v.pipe(
  v.object({ counts: v.record(v.string(), v.number()) }),
  v.transform(({ counts }): TaskCounts => counts),
);

/** Tasks of the own agency by state; a state without tasks may be absent. */
export const countTasks = (): Promise<Result<TaskCounts, Problem>> => request('GET', '/api/tasks/counts', countsReply);

export const readTask = (id: string): Promise<Result<Task, Problem>> =>
  request('GET', `/api/tasks/${encodeURIComponent(id)}`, one);

/** The task with the contact that its notice names. */
export const openTask = (id: string): Promise<Result<v.InferOutput<typeof opened>, Problem>> =>
  request('GET', `/api/tasks/${encodeURIComponent(id)}`, opened);

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

/** `agree`, `object`: the legal review (APR-1). `confirm`: afterwards (APR-2). */
export type Decision = 'approve' | 'return' | 'reject' | 'withdraw' | 'agree' | 'object' | 'confirm' | JoinDecision;
/** Answer of the own agency to a joint inspection (QUAL-4). */
type JoinDecision = 'join' | 'decline';

/** `task.rev` goes along: if someone else was faster, the answer is a conflict with the newer task. */
export const decide = (task: Task, decision: Decision, words = ''): Promise<Result<Task, Problem>> => {
  if (decision === 'join' || decision === 'decline')
    return answerJoint(task, { stand: decision === 'join' ? 'agree' : 'decline', text: words });
  const stand = decision === 'agree' || decision === 'object' ? decision : undefined;
  return request('POST', `/api/tasks/${encodeURIComponent(task.id)}/${stand ? 'review' : decision}`, one, {
    rev: task.rev,
    ...(stand ? { review: { stand, text: words } } : { [WORDS_OF[decision] ?? 'reason']: words }),
  });
};

const answerJoint = ({ id, rev }: Task, answer: JoinAnswer): Promise<Result<Task, Problem>> =>
  request('POST', `/api/tasks/${encodeURIComponent(id)}/join`, one, { rev, answer });

/** An approval and a confirmation have an opinion, every other decision a reason. */
const WORDS_OF: Partial<Record<Decision, string>> = { approve: 'opinion', confirm: 'opinion' };

/** JUR-1: keeps the filing of an inspection in another region. */
export const fileAssistance = (id: string, filing: FilingText): Promise<Result<Task, Problem>> =>
  request('POST', `/api/tasks/${encodeURIComponent(id)}/assistance-filing`, one, { filing });

/** LATE-1, LATE-2: enters an inspection that began without a code. The device gives the id of its task. */
export const enterLateEntry = (
  id: TaskId,
  application: Application,
  agency: string | undefined,
): Promise<Result<Task, Problem>> => request('POST', addressedTo('/api/tasks/late', agency), one, { id, application });
