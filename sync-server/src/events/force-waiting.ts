/**
 * [SYNC-3] Judges events that have waited for an earlier event of their device as long as the policy says, and tells
 * supervisors which numbers are missing. Any number of servers may do this at once: each event is judged by the
 * one that takes its device first.
 */
import { forcedUpTo } from '@liangma/shared/sync/chain';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { findDevice } from '../ports/directory.ts';
import type { Hint } from '../ports/runtime.ts';
import { committed, type Reads, unchanged } from '../ports/store.ts';
import { judgeIn } from './judge-event.ts';
import { reopen } from './parsed-event.ts';
import { applyWaiting, record } from './record-event.ts';
import type { StoredEvent, WaitingEvent } from './repository.ts';
import { EventSession } from './session.ts';
import { applyFurther } from './waiting-events.ts';

const ACTOR = 'system';

/** Returns how many events were judged. A device whose events cannot be judged holds up no other. */
export async function forceWaiting(deps: Deps): Promise<number> {
  const shards = [...(await deps.store.read((tx) => tx.shards.all())).keys()];
  // A server that ended between two slices has left some that nothing is missing before.
  await applyFurther(deps, await devicesWith(deps, shards));
  let judged = 0;
  for (const device of await devicesWith(deps, shards, deps.clock.now())) {
    try {
      judged += await forceDevice(deps, device);
    } catch (err) {
      deps.log.error({ err, device }, 'what waits on a device could not be judged');
    }
  }
  return judged;
}

/** Devices whose events have waited at `now` as long as the policy of their shard says; without it, those whose next event waits. */
async function devicesWith(deps: Deps, shards: readonly string[], now?: number): Promise<Set<string>> {
  return deps.store.read(async (tx) => {
    const devices = new Set<string>();
    for (const shard of shards) {
      const since = now === undefined ? undefined : now - deps.policies.at(shard, now).gapWait;
      for (const id of await tx.events.waitingDevices(shard, since)) {
        if (since !== undefined || (await isNextWaiting(tx, shard, id))) devices.add(id);
      }
    }
    return devices;
  });
}

async function isNextWaiting(tx: Reads<'devices' | 'events' | 'places'>, shard: string, id: string): Promise<boolean> {
  const device = await findDevice(tx, id);
  return device !== undefined && (await tx.events.waiting(shard, id, device.lastSeq + 1)) !== undefined;
}

async function forceDevice(deps: Deps, id: string): Promise<number> {
  for (let judged = 0; ; ) {
    const { rows, isEnd, more, hints } = await forceSlice(deps, id);
    for (const hint of hints.values()) deps.hints.publish(hint);
    if (rows.some(({ type }) => type === 'code-issued')) deps.trust.changed();
    await applyFurther(deps, more);
    judged += rows.length;
    if (isEnd) return judged;
    await new Promise(setImmediate);
  }
}

interface Forced {
  readonly rows: readonly StoredEvent[];
  /** Nothing else of this device has waited for long enough. */
  readonly isEnd: boolean;
  readonly more: ReadonlySet<string>;
  readonly hints: ReadonlyMap<string, Hint>;
}

/** Forces events in the order of the chain: also one that has not waited so long while one behind it has. */
const forceSlice = (deps: Deps, id: string): Promise<Forced> =>
  deps.store.write(async (tx) => {
    const session = new EventSession(deps, tx);
    const device = await session.device(id);
    const waiting = device ? await session.waitingOf(device) : [];
    const now = deps.clock.now();
    const upTo = forcedUpTo(waiting, now, deps.policies.at(device?.shard ?? '', now)) ?? 0;
    const due = waiting.filter(({ deviceSeq }) => deviceSeq <= upTo);
    const slice = due.slice(0, session.left);
    const rows = await forceAll(deps, session, slice);
    await session.finish();
    const forced = { rows, isEnd: slice.length === due.length, more: session.more, hints: session.hints };
    if (rows.length === 0) return unchanged(forced);
    return committed(
      forced,
      ...rows.map(({ shard, id: event }) => auditEntry(deps, shard, ACTOR, 'event.forced', event)),
    );
  });

async function forceAll(deps: Deps, session: EventSession, due: readonly WaitingEvent[]): Promise<StoredEvent[]> {
  const rows: StoredEvent[] = [];
  for (const next of due) {
    session.left -= 1;
    const row = await force(deps, session, next);
    if (row) rows.push(row);
  }
  const [last] = rows.slice(-1);
  if (last) await applyWaiting(deps, session, last.device);
  return rows;
}

/** Undefined if it waits no more: for an earlier event, or because another server was faster. */
async function force(deps: Deps, session: EventSession, next: WaitingEvent): Promise<StoredEvent | undefined> {
  const stored = await session.event([next.shard], next.id);
  const device = stored && (await session.device(stored.device));
  if (!device) return undefined;
  const judged = await judgeIn(deps, session, device, await reopen(deps, stored), 'forced');
  if ((await session.event([next.shard], next.id))?.state !== 'waiting') return undefined;
  const { judgement } = judged;
  if (judgement.kind === 'wait' || judgement.kind === 'again' || judgement.kind === 'defer') {
    throw new Error(`event ${next.id} was not forced`);
  }
  return record(deps, session, judged, judgement);
}
