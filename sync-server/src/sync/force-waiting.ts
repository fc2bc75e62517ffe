/**
 * [SYNC-3] What has waited for an earlier event of its device as long as the policy says is judged without it, and
 * supervisors are told which numbers are missing. Any number of servers may do this at once: each event is judged by the
 * one that takes its device first.
 */
import { forcedUpTo } from '@liangma/shared/sync/chain';
import type { Deps } from '../deps.ts';
import { committed, type StoredEvent, unchanged, type WriteTx } from '../ports/store.ts';
import { auditEntry } from '../usecases/audit.ts';
import { reopen } from './opened-event.ts';
import { applyWaiting, judgeIn, record } from './push.ts';
import { receipted } from './receipts.ts';

const ACTOR = 'system';

/** How many events were judged. A device whose events cannot be judged holds up no other. */
export async function forceWaiting(deps: Deps): Promise<number> {
  const since = deps.clock.now() - deps.policy.gapWait;
  let judged = 0;
  for (const device of await deps.store.read((tx) => tx.waitingSince(since))) {
    try {
      judged += await forceDevice(deps, device);
    } catch (err) {
      deps.log.error({ err, device }, 'what waits on a device could not be judged');
    }
  }
  return judged;
}

async function forceDevice(deps: Deps, id: string): Promise<number> {
  const rows = await deps.store.write(async (tx) => {
    const { value: rows } = await receipted(deps, tx, undefined, (receiptedTx) => forceAll(deps, receiptedTx, id));
    if (rows.length === 0) return unchanged(rows);
    return committed(rows, ...rows.map(({ id: event }) => auditEntry(deps, ACTOR, 'event.forced', event)));
  });
  for (const { shard, seq } of rows) deps.hints.publish({ collection: 'tasks', shard, seq });
  if (rows.some(({ type }) => type === 'code-issued')) deps.trust.changed();
  return rows.length;
}

/** In the order of the chain, also one that has not waited so long, while one behind it has. */
async function forceAll(deps: Deps, tx: WriteTx, id: string): Promise<StoredEvent[]> {
  const waiting = await tx.waitingOf(id);
  const upTo = forcedUpTo(waiting, deps.clock.now(), deps.policy);
  const rows: StoredEvent[] = [];
  for (const next of waiting) {
    const row = upTo !== undefined && next.deviceSeq <= upTo ? await force(deps, tx, next) : undefined;
    if (row) rows.push(row);
  }
  if (rows.length > 0) await applyWaiting(deps, tx, id);
  return rows;
}

/** Undefined where it waits no more: for one before it, or because another server was faster. */
async function force(deps: Deps, tx: WriteTx, next: StoredEvent): Promise<StoredEvent | undefined> {
  const device = await tx.device(next.device);
  if (!device) return undefined;
  const judged = await judgeIn(deps, tx, device, await reopen(deps, next), 'forced');
  if ((await tx.event(next.id))?.state !== 'waiting') return undefined;
  const { judgement } = judged;
  if (judgement.kind === 'wait' || judgement.kind === 'again') throw new Error(`event ${next.id} was not forced`);
  return record(deps, tx, judged, judgement);
}
