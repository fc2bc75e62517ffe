/**
 * [SYNC-9] What supervisors decided of events in quarantine comes by pull, and so does what became of those that waited.
 * Without a session, or on a revoked device, nothing can be pulled: then the same bytes, sent once more, bring the answer
 * (SYNC-1).
 */
import type { Device } from './device.svelte.ts';
import { outbox } from './exchange.ts';
import { sendBeforeWaiting } from './lost-events.ts';
import { checkOutstanding } from './outstanding.ts';
import { sendAll } from './push.ts';
import { isCutOff } from './sync-problem.ts';

const MOST = 100;
/** After a pull that failed; fails as that did. What is done at the end of one has to be done here too. */
export async function askWhenCutOff(device: Device, error: unknown): Promise<never> {
  if (isCutOff(error)) {
    await askUndecided(device);
    await sendBeforeWaiting(device.db, MOST, Date.now());
    await checkOutstanding(device);
  }
  throw error;
}

async function askUndecided(device: Device): Promise<void> {
  const undecided = await device.db.events.where('sync.state').anyOf('waiting', 'quarantined').sortBy('seq');
  if (undecided.length > 0) await sendAll(outbox(device), undecided.slice(0, MOST));
}
