/**
 * The first screen as it was last drawn. Opening the databases takes most of a second on a slow phone; until then
 * the list is drawn from here, and a moment later from the databases. Only for drawing: nothing is decided by it.
 */
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import { type Task, taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';

const key = (account: string): string => `liangma.field.today.${account}`;

/** More than a day's way; a longer list waits for the databases. */
const MOST_TASKS = 60;

const snapshotSchema = v.object({
  tasks: v.array(taskSchema),
  unsent: v.array(v.string()),
  matters: v.array(matterSchema),
  pending: v.number(),
  parked: v.number(),
  skew: v.optional(v.number()),
  lastPull: v.optional(v.number()),
  lastSync: v.optional(v.number()),
});

export interface Snapshot {
  readonly tasks: readonly Task[];
  /** Ids of tasks with unsent events. */
  readonly unsent: readonly string[];
  readonly matters: readonly Matter[];
  readonly pending: number;
  readonly parked: number;
  /** Error of the clock when the snapshot was drawn. */
  readonly skew?: number | undefined;
  readonly lastPull?: number | undefined;
  readonly lastSync?: number | undefined;
}

export function readSnapshot(account: string): Snapshot | undefined {
  try {
    const parsed = v.safeParse(snapshotSchema, JSON.parse(localStorage.getItem(key(account)) ?? 'null'));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

export function keepSnapshot(account: string, snapshot: Snapshot): void {
  try {
    if (snapshot.tasks.length > MOST_TASKS) {
      dropSnapshot(account);
      return;
    }
    // A list shows no checklists.
    const matters = snapshot.matters.map((matter) => ({ ...matter, checklist: [] }));
    localStorage.setItem(key(account), JSON.stringify({ ...snapshot, matters }));
  } catch (error) {
    console.debug('no room for the snapshot: the next start is slower', error);
  }
}

export const dropSnapshot = (account: string): void => localStorage.removeItem(key(account));
