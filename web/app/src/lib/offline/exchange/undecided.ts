/**
 * [SYNC-9] Supervisors' decisions on events in quarantine come by pull, and so does the outcome of those that waited. Without
 * a session, or on a revoked device, nothing can be pulled: then the same bytes, sent once more, bring the answer (SYNC-1).
 */

import { requeueBeforeWaiting } from '../outbox/lost-events.ts';
import type { Uses } from '../parts.ts';
import { checkOutstanding } from '../receipts/outstanding.ts';
import { isPullBlocked } from '../wire/sync-problem.ts';
import { eventPushPorts } from './exchange.ts';
import { sendAll } from './push.ts';

const MOST = 100;

type Parts = Uses<'db' | 'wire' | 'clock' | 'root' | 'trust' | 'confirmSession'>;

/** Does after a failed pull what the end of a pull would have done, and rethrows its error. */
export async function askByPush(parts: Parts, error: unknown): Promise<never> {
  if (isPullBlocked(error)) {
    await askUndecided(parts);
    await requeueBeforeWaiting(parts.db, MOST, parts.clock.now());
    await checkOutstanding(parts);
  }
  throw error;
}

async function askUndecided(parts: Parts): Promise<void> {
  const undecided = await parts.db.events.where('sync.state').anyOf('waiting', 'quarantined').sortBy('seq');
  if (undecided.length > 0) await sendAll(eventPushPorts(parts), undecided.slice(0, MOST));
}
