/**
 * [SYNC-17] Comparing what this device holds with what the server says its officer is told of. A shard that differs is pulled
 * once more from its start, by the next pull; what waits to be sent is not touched. Where that does not help, the fault is
 * not in what was pulled, and asking all the time would only cost: then it is tried again hours later.
 */
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { shardsInDoubt } from '@liangma/shared/protocol/scope-sum';
import { type DeviceDb, readMeta, writeMeta } from './device-db.ts';
import type { Page } from './replies.ts';
import type { TaskRow } from './rows.ts';
import { taskLines } from './task-rows.ts';

const TRY_AGAIN_AFTER = 6 * HOUR;
/** Counting reads every task: as long as the server says the same, it is done this often; while tasks change, at most so. */
const COUNT_EVERY = { same: 15 * MINUTE, changed: MINUTE };

export interface TaskDoubts {
  /** A page has come. */
  arrived(page: Page<TaskRow>): void;
  /** It is written, as all before it. Gives whether there is something to pull again. */
  compare(page: Page<TaskRow>, now: number): Promise<boolean>;
}

export function taskDoubts(db: DeviceDb): TaskDoubts {
  let newest: Page<TaskRow> | undefined;
  let right = { sums: '', at: 0 };
  return {
    arrived: (page) => {
      newest = page;
    },
    compare: async (page, now) => {
      const { sums, checkpoint } = page;
      const every = JSON.stringify(sums) === right.sums ? COUNT_EVERY.same : COUNT_EVERY.changed;
      if (!sums || Math.abs(now - right.at) < every) return false;
      const shards = shardsInDoubt(sums, await heldTasks(db), checkpoint);
      // What has come meanwhile is counted in none of the two.
      if (page !== newest) return false;
      if (shards.length === 0) {
        right = { sums: JSON.stringify(sums), at: now };
        return false;
      }
      const doubtedAt = (await readMeta(db, 'doubtedAt')) ?? {};
      const isDue = (at = Number.NEGATIVE_INFINITY) => now - at > TRY_AGAIN_AFTER || at > now;
      const due = shards.filter((shard) => isDue(doubtedAt[shard]));
      if (due.length === 0) return false;
      await db.transaction('rw', db.meta, async () => {
        await writeMeta(db, 'doubtedAt', { ...doubtedAt, ...Object.fromEntries(due.map((shard) => [shard, now])) });
        await writeMeta(db, 'inDoubt', due);
      });
      return true;
    },
  };
}

/** Without those that have left its scope and wait for their work. */
async function heldTasks(db: DeviceDb) {
  const [all, held] = await Promise.all([taskLines(db), db.held.toCollection().primaryKeys()]);
  const left = new Set<string>(held);
  return all.filter(({ id }) => !left.has(id));
}
