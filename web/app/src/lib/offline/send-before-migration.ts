/**
 * Before this version of the app changes the databases of the one before, it sends what that one had not sent.
 * Nothing is written here and no old schema is known: an envelope says everything, and the row stays `pending`. When the
 * databases are open it goes up once more and gets the same answer (SYNC-1), which is kept as every other.
 */
import { eventIdSchema } from '@liangma/shared/kernel/ids';
import * as v from 'valibot';
import { databaseName } from './account.ts';
import { asItIs, rowsIn } from './as-it-is.ts';
import { readEvent } from './event-rows.ts';
import { postEvents } from './exchange.ts';
import { inTime } from './in-time.ts';
import { olderName } from './older-rows.ts';
import { pushEvents } from './push.ts';
import type { EventRow } from './rows.ts';
import { sessionCheck } from './session-check.ts';
import { SyncProblem } from './sync-problem.ts';
import { type Fetch, wireOver } from './wire.ts';

const ROWS = 100;
/** How long a start waits for the answer to one push, ms. */
const PATIENCE = 10_000;

/** What events have in common in any version. */
const keptSchema = v.object({ id: eventIdSchema, envelope: v.string(), sync: v.object({ state: v.string() }) });

/** Gives how many were answered. Throws a SyncProblem where they cannot be sent now: they stay as they are. */
export async function sendBeforeMigration(account: string, fetch: Fetch): Promise<number> {
  const rows = await pendingAsTheyAre(account);
  if (rows.length === 0) return 0;
  const now = (): number => Date.now();
  const nothing = (): void => undefined;
  const wire = wireOver(fetch, now, nothing);
  const ports = {
    confirmSession: sessionCheck(wire, account, now, nothing),
    send: (some: readonly EventRow[]) => postEvents(wire, some),
    ...{ take: async () => undefined, now },
  };
  for (let from = 0; from < rows.length; from += ROWS) {
    await inTime(pushEvents(ports, rows.slice(from, from + ROWS)), PATIENCE, () => new SyncProblem('unreachable'));
  }
  return rows.length;
}

/** In the order of their chain. */
export async function pendingAsTheyAre(account: string): Promise<EventRow[]> {
  const found = new Map<string, EventRow>();
  for (const [name, store] of [
    [databaseName(account), 'events'],
    [olderName(account, 'events'), 'docs'],
  ] as const) {
    for (const row of (await asItIs(name, (db) => rowsIn(db, store))) ?? []) {
      const kept = v.safeParse(keptSchema, row);
      const event = kept.success && kept.output.sync.state === 'pending' ? readEvent(kept.output) : undefined;
      if (!kept.success || !event) continue;
      const { id, device, seq, type, task, at } = event;
      found.set(id, { id, device, seq, type, task, at, envelope: kept.output.envelope, sync: { state: 'pending' } });
    }
  }
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}
