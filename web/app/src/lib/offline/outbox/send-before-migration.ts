/**
 * [SYNC-18] Sends what the version before has not sent, before this version changes its databases. It writes nothing
 * and knows no older schema: the envelope says everything, and the row stays `pending`. When the databases are open the
 * event goes up once more and gets the same answer (SYNC-1), which is kept like any other.
 */
import { eventIdSchema } from '@liangma/shared/kernel/ids';
import { isTaskEvent } from '@liangma/shared/protocol/event';
import * as v from 'valibot';
import { rowsIn, withRawDb } from '../database/raw-db.ts';
import { databaseName } from '../device/account.ts';
import { sessionCheck } from '../device/session-check.ts';
import { pushEvents } from '../exchange/push.ts';
import { withTimeout } from '../lanes/with-timeout.ts';
import type { EventRow } from '../rows.ts';
import { postEvents } from '../wire/sync-endpoints.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { type Fetch, wireOver } from '../wire/wire.ts';
import { readEvent } from './event-rows.ts';

const ROWS = 100;
/** Longest wait of a start for the answer to a push, ms. */
const PATIENCE = 10_000;

/** The fields that events have in every version. */
const keptSchema = v.object({ id: eventIdSchema, envelope: v.string(), sync: v.object({ state: v.string() }) });

/** Returns how many were answered. Throws a SyncProblem if they cannot be sent now: they stay as they are. */
export async function sendBeforeMigration(account: string, fetch: Fetch): Promise<number> {
  const rows = await pendingRaw(account);
  if (rows.length === 0) return 0;
  const now = (): number => Date.now();
  const nothing = (): void => undefined;
  const wire = wireOver(fetch, now, nothing);
  const ports = {
    confirmSession: sessionCheck(wire, account, now, nothing),
    send: (some: readonly EventRow[]) => postEvents(wire, some),
    take: async () => undefined,
    now,
  };
  for (let from = 0; from < rows.length; from += ROWS) {
    await withTimeout(pushEvents(ports, rows.slice(from, from + ROWS)), PATIENCE, () => new SyncProblem('unreachable'));
  }
  return rows.length;
}

/** Returns the pending events in the order of their chain. */
export async function pendingRaw(account: string): Promise<EventRow[]> {
  const rows = (await withRawDb(databaseName(account), (db) => rowsIn(db, 'events'))) ?? [];
  return rows.flatMap(pendingEvent).sort((a, b) => a.seq - b.seq);
}

function pendingEvent(row: unknown): EventRow[] {
  const kept = v.safeParse(keptSchema, row);
  const event = kept.success && kept.output.sync.state === 'pending' ? readEvent(kept.output) : undefined;
  if (!kept.success || !event || !isTaskEvent(event)) return [];
  const { id, device, seq, type, task, at } = event;
  return [{ id, device, seq, type, task, at, envelope: kept.output.envelope, sync: { state: 'pending' } }];
}
