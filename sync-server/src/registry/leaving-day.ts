/** [POST-3] The day on which an officer leaves by the register becomes a job that ends his access. */
import { startOfDay } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';
import { NO_SHARD } from '../ports/shards.ts';
import type { Writes } from '../ports/store.ts';

/** Kind of the job. */
export const OFFICER_LEFT = 'officer-left';

/** Adds the day in the write that enters it. */
export async function addLeavingDay(tx: Writes<'jobs'>, { id, leftOn }: Officer): Promise<void> {
  if (leftOn === null) return;
  await tx.jobs.add({ shard: NO_SHARD, kind: OFFICER_LEFT, subject: id, step: leftOn, dueAt: startOfDay(leftOn) });
}
