/** Numbers beside the sections of the desk. */
import { TO_DECIDE, type ToldState } from '@liangma/shared/tasks/task-list';
import type { Reads } from '../ports/store.ts';

/** Counts the tasks of an agency by state, with those in which it is a partner, and what its head has to decide or answer. */
export async function countsAt(tx: Reads<'tasks'>, agency: string): Promise<Record<string, number>> {
  const own = await tx.tasks.count(agency);
  const { states, toJoin } = await tx.tasks.countAsPartner(agency);
  const names = Object.keys({ ...own, ...states }) as ToldState[];
  const counts = names.map((state) => [state, (own[state] ?? 0) + (states[state] ?? 0)] as const);
  return { ...Object.fromEntries(counts), [TO_DECIDE]: (own.applied ?? 0) + toJoin };
}
