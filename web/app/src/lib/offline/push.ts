/**
 * Sending events up, and keeping what the server says of each. Where that cannot be written, the rows stay as they are and
 * are sent again, and the server answers the same (SYNC-1).
 */
import type { SyncState } from '@liangma/shared/protocol/documents';
import type { Pace } from './pace.ts';
import { readPushReply } from './replies.ts';
import type { EventRow } from './rows.ts';
import { SyncProblem } from './sync-problem.ts';

export interface PushPorts {
  /** Throws unless the browser's session is the one of this device's account. */
  confirmSession(): Promise<void>;
  /** The body of the reply; throws a SyncProblem when nothing was applied. */
  send(rows: readonly EventRow[]): Promise<unknown>;
  /** Puts on disk what was answered of rows that were sent. */
  take(answered: readonly EventRow[], sent: readonly EventRow[]): Promise<void>;
  now(): number;
}

export interface Outbox extends PushPorts {
  /** Up to so many that are not sent yet and come after that place in the chain, in its order. */
  pending(after: number, most: number): Promise<EventRow[]>;
}

/**
 * Sends everything, at its pace: while an answer is put on disk, the next rows are on their way. `progress` hears of
 * each time that something was answered. What the server could not judge, and may never, holds nothing up: at the end this
 * fails as that did.
 */
export async function pushAll(outbox: Outbox, pace: Pace, progress: () => void): Promise<void> {
  let unjudged: SyncProblem | undefined;
  let taken: Promise<void> = Promise.resolve();
  for (let rows = await outbox.pending(0, pace.rows); rows.length > 0; ) {
    const answered = await timed(outbox, pace, rows).catch((error: unknown) => {
      unjudged = asUnjudged(error);
      return [];
    });
    await taken;
    if (answered.length < rows.length) unjudged ??= new SyncProblem('unjudged');
    const next = await outbox.pending(rows.at(-1)?.seq ?? 0, pace.rows);
    if (answered.length > 0) {
      progress();
      taken = outbox.take(answered, rows);
      // Heard of when its turn comes.
      taken.catch(() => undefined);
    }
    rows = next;
  }
  await taken;
  if (unjudged) throw unjudged;
}

async function timed(outbox: Outbox, pace: Pace, rows: readonly EventRow[]): Promise<EventRow[]> {
  const start = outbox.now();
  try {
    const answered = await answersTo(outbox, rows);
    pace.answered(outbox.now() - start);
    return answered;
  } catch (error) {
    pace.failed(outbox.now() - start);
    throw error;
  }
}

function asUnjudged(error: unknown): SyncProblem {
  if (error instanceof SyncProblem && (error.kind === 'unjudged' || error.kind === 'unreadable')) return error;
  throw error;
}

/** Gives those that were answered, when that is on disk. */
export async function pushEvents(ports: PushPorts, rows: readonly EventRow[]): Promise<EventRow[]> {
  const answered = await answersTo(ports, rows);
  await ports.take(answered, rows);
  return answered;
}

async function answersTo(ports: PushPorts, rows: readonly EventRow[]): Promise<EventRow[]> {
  await ports.confirmSession().catch(passWhenSignedOut);
  return answersOf(ports, rows);
}

/**
 * [SYNC-9] Who is suspended, or whose device is revoked, cannot sign in any more. What they did before has to reach the
 * server all the same: that knows the device by its signatures, and says itself whom it wants to see signed in.
 */
function passWhenSignedOut(error: unknown): void {
  if (!(error instanceof SyncProblem) || error.kind !== 'signed-out') throw error;
}

/** Sends the rows as they are, and keeps what the server says of each. Those of which it says nothing are left out. */
export async function sendAll(ports: PushPorts, rows: readonly EventRow[]): Promise<void> {
  await ports.take(await answersOf(ports, rows), rows);
}

async function answersOf(ports: PushPorts, rows: readonly EventRow[]): Promise<EventRow[]> {
  const answers = await sendInParts(ports, rows);
  return rows.flatMap((row) => {
    const sync = answers.get(row.id);
    return sync ? [{ ...row, sync }] : [];
  });
}

/**
 * A batch the server cannot take as a whole is halved until the row that it is about stands alone. What one half was
 * answered stands, also where the other one fails: over a poor link they may never both get through at once.
 */
async function sendInParts(ports: PushPorts, rows: readonly EventRow[]): Promise<Map<string, SyncState>> {
  try {
    return readPushReply(await ports.send(rows), rows);
  } catch (error) {
    if (!(error instanceof SyncProblem) || (error.kind !== 'too-large' && error.kind !== 'malformed')) throw error;
    const [only] = rows;
    if (rows.length === 1 && only) return new Map([[only.id, refusedHere(error, ports.now())]]);
    const half = Math.ceil(rows.length / 2);
    const first = await sendInParts(ports, rows.slice(0, half));
    const second = await sendInParts(ports, rows.slice(half)).catch(() => []);
    return new Map([...first, ...second]);
  }
}

const refusedHere = (problem: SyncProblem, now: number): SyncState => ({
  state: 'rejected',
  code: 'malformed',
  reasons: [problem.kind],
  receivedAt: now,
});
