/** Lists with search, filters and pages: one way to ask for any of them. */
import type { Result } from '@liangma/shared/kernel/result';
import { addressOf, type ListQuery, type ListSpec } from '@liangma/shared/lists/list-query';
import { type ListReply, listReplySchema } from '@liangma/shared/lists/list-reply';
import { type TaskRow, taskListSpec, taskRowSchema } from '@liangma/shared/tasks/task-list';
import type * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

/** A list that the server has: where it is asked, how it is asked, what a row is. */
export interface ListSource<S extends ListSpec, Row> {
  readonly name: string;
  readonly spec: S;
  readonly read: (query: Partial<ListQuery<S>>) => Promise<Result<ListReply<Row>, Problem>>;
}

function listSource<S extends ListSpec, Row>(
  name: string,
  spec: S,
  row: v.GenericSchema<unknown, Row>,
): ListSource<S, Row> {
  const reply = listReplySchema(row);
  return { name, spec, read: (query) => request('GET', `/api/lists/${name}${addressOf(spec, query)}`, reply) };
}

/** Tasks of the own agency. */
export const taskSource = listSource<typeof taskListSpec, TaskRow>('tasks', taskListSpec, taskRowSchema);
/** Inspections of the own region. */
export const inspectionSource = listSource<typeof taskListSpec, TaskRow>('inspections', taskListSpec, taskRowSchema);
