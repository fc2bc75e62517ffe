/**
 * [SYNC-17] Compares the checksums of the tasks on this device with the server's checksums of the officer's scope. The next
 * pull begins a divergent shard anew; unsent work is not touched. If that does not help, the fault is not in the pull, and the
 * shard is tried again hours later.
 */
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { divergentShards } from '@liangma/shared/protocol/scope-checksum';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import type { TaskRow } from '../rows.ts';
import type { Page } from '../wire/replies.ts';
import { taskLines } from './task-rows.ts';

const TRY_AGAIN_AFTER = 6 * HOUR;
/** Shortest pauses between two comparisons, because each reads every task: with the same server sums, and with new ones. */
const COUNT_EVERY = { same: 15 * MINUTE, changed: MINUTE };

export interface IntegrityCheck {
  /** Notes that a page has come. */
  arrived(page: Page<TaskRow>): void;
  /** Called when the page and all before it are written. Resolves to true if there is something to pull again. */
  compare(page: Page<TaskRow>, now: number): Promise<boolean>;
}

export function integrityCheck(db: DeviceDb): IntegrityCheck {
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
      const shards = divergentShards(sums, await heldTasks(db), checkpoint);
      // Neither checksum counts a page that has come meanwhile.
      if (page !== newest) return false;
      if (shards.length === 0) {
        right = { sums: JSON.stringify(sums), at: now };
        return false;
      }
      const divergedAt = (await readMeta(db, 'divergedAt')) ?? {};
      const isDue = (at = Number.NEGATIVE_INFINITY) => now - at > TRY_AGAIN_AFTER || at > now;
      const due = shards.filter((shard) => isDue(divergedAt[shard]));
      if (due.length === 0) return false;
      await db.transaction('rw', db.meta, async () => {
        await writeMeta(db, 'divergedAt', { ...divergedAt, ...Object.fromEntries(due.map((shard) => [shard, now])) });
        await writeMeta(db, 'divergentShards', due);
      });
      return true;
    },
  };
}

/** Returns the tasks without those that have left the scope and are held for their work. */
async function heldTasks(db: DeviceDb) {
  const [all, held] = await Promise.all([taskLines(db), db.held.toCollection().primaryKeys()]);
  const left = new Set<string>(held);
  return all.filter(({ id }) => !left.has(id));
}
