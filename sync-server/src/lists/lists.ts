/** Lists with search, filters and pages: what a person may see of them, as one reply each. */
import type { Actor } from '@liangma/shared/access/authorise';
import { DAY } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { cursorOf } from '@liangma/shared/lists/cursor';
import { addressOf, isNarrowed, type ListQuery, type ListSpec } from '@liangma/shared/lists/list-query';
import type { ListReply } from '@liangma/shared/lists/list-reply';
import { type TaskRow, type taskListSpec, taskRowOf } from '@liangma/shared/tasks/task-list';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { committed } from '../ports/store.ts';
import type { TaskListQuery } from '../tasks/repository.ts';
import type { ListPage, ListScope } from './repository.ts';

/** Evaluations of so many days count as recent. */
export const SATISFACTION_DAYS = 30;

/** `read` is asked once more, without text and filters, when nothing matches. */
export async function replyOf<S extends ListSpec, Row, Out>(
  query: ListQuery<S>,
  read: (query: ListQuery<S>) => Promise<ListPage<Row>>,
  rowsOf: (rows: readonly Row[]) => Promise<readonly Out[]> | readonly Out[],
): Promise<ListReply<Out>> {
  const { rows, total, atLeast, hasNext, hasPrevious } = await read(query);
  const [first, last] = [rows.at(0), rows.at(-1)];
  const isEmpty = total === 0 && isNarrowed(query);
  return {
    rows: await rowsOf(rows.map(({ row }) => row)),
    total,
    atLeast,
    all: isEmpty
      ? (await read({ ...query, q: '', filters: {}, after: undefined, before: undefined, limit: 1 })).total
      : null,
    next: hasNext && last ? cursorOf(query.sort, last.place) : null,
    previous: hasPrevious && first ? cursorOf(query.sort, first.place) : null,
  };
}

export async function taskList(
  deps: Pick<Deps, 'store' | 'clock'>,
  scope: ListScope,
  query: ListQuery<typeof taskListSpec>,
): Promise<ListReply<TaskRow>> {
  const evaluatedSince = deps.clock.now() - SATISFACTION_DAYS * DAY;
  return deps.store.read((tx) =>
    replyOf(
      query,
      (asked) => tx.tasks.list({ scope, query: asked, evaluatedSince } satisfies TaskListQuery),
      async (tasks) => {
        const shards = [...new Set(tasks.map(({ enterprise }) => shardOf(enterprise.region)))];
        const ids = tasks.map(({ id }) => id);
        const alerts = 'agency' in scope ? undefined : await tx.alerts.openCodes(shards, ids);
        return tasks.map((task) => taskRowOf(task, alerts?.get(task.id)));
      },
    ),
  );
}

/** PostgreSQL indexes no long subject. */
const LONGEST_SUBJECT = 500;

/** An export is audited at its first page, with what was asked for. */
export async function noteExport<S extends ListSpec>(
  deps: Deps,
  actor: Actor,
  list: string,
  spec: S,
  { after, before, purpose, q, filters, sort }: ListQuery<S>,
): Promise<void> {
  if (purpose !== 'export' || after !== undefined || before !== undefined) return;
  const subject = `${list}${addressOf(spec, { q, filters, sort })}`.slice(0, LONGEST_SUBJECT);
  await deps.store.write(async () =>
    committed(undefined, auditEntry(deps, shardOf(actor.region), actor.account, 'list.export', subject)),
  );
}
