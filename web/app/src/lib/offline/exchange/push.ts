/**
 * Pushes events and keeps the server's answer to each. If an answer cannot be written, the row stays as it is and is sent
 * again, and the server answers the same (SYNC-1).
 */
import type { SyncState } from '@liangma/shared/protocol/documents';
import { bestEffort } from '@liangma/web-common/best-effort';
import type { BatchSizer } from '../lanes/batch-sizer.ts';
import type { EventRow } from '../rows.ts';
import { readPushReply } from '../wire/replies.ts';
import { SyncProblem } from '../wire/sync-problem.ts';

export interface PushPorts {
  /** Throws unless the browser's session is the one of this device's account. */
  confirmSession(): Promise<void>;
  /** The body of the reply; throws a SyncProblem when nothing was applied. */
  send(rows: readonly EventRow[]): Promise<unknown>;
  /** Writes the answers to rows that were sent. */
  take(answered: readonly EventRow[], sent: readonly EventRow[]): Promise<void>;
  now(): number;
}

export interface EventPushPorts extends PushPorts {
  /** The next pending events after the seq `after`, in chain order, at most `most`. */
  pending(after: number, most: number): Promise<EventRow[]>;
}

/**
 * Sends all pending events in batches: while an answer is written, the next batch is on its way. Calls `progress` after each
 * answer. Rows that the server could not judge hold nothing up: at the end this fails as they did.
 */
export async function pushAll(ports: EventPushPorts, sizer: BatchSizer, progress: () => void): Promise<void> {
  let unjudged: SyncProblem | undefined;
  let taken: Promise<void> = Promise.resolve();
  for (let rows = await ports.pending(0, sizer.rows); rows.length > 0; ) {
    const answered = await timed(ports, sizer, rows).catch((error: unknown) => {
      unjudged = asUnjudged(error);
      return [];
    });
    await taken;
    if (answered.length < rows.length) unjudged ??= new SyncProblem('unjudged');
    const next = await ports.pending(rows.at(-1)?.seq ?? 0, sizer.rows);
    if (answered.length > 0) {
      progress();
      taken = ports.take(answered, rows);
      // Marks it as handled: it is awaited when its turn comes.
      void Promise.allSettled([taken]);
    }
    rows = next;
  }
  await taken;
  if (unjudged) throw unjudged;
}

async function timed(ports: EventPushPorts, sizer: BatchSizer, rows: readonly EventRow[]): Promise<EventRow[]> {
  const start = ports.now();
  try {
    const answered = await answersTo(ports, rows);
    sizer.answered(ports.now() - start);
    return answered;
  } catch (error) {
    sizer.failed(ports.now() - start);
    throw error;
  }
}

function asUnjudged(error: unknown): SyncProblem {
  if (error instanceof SyncProblem && (error.kind === 'unjudged' || error.kind === 'unreadable')) return error;
  throw error;
}

/** Returns the answered rows when they are on disk. */
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
 * [SYNC-9] A suspended officer, or one with a revoked device, cannot sign in any more. Their earlier events have to reach the
 * server all the same: it knows the device by its signatures, and refuses by itself whom it wants signed in.
 */
function passWhenSignedOut(error: unknown): void {
  if (!(error instanceof SyncProblem) || error.kind !== 'signed-out') throw error;
}

/** Sends the rows as they are, and keeps the server's answer to each. Rows without an answer are left out. */
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
 * Halves a batch that the server cannot take as a whole, until the bad row stands alone. The answers to the first half count
 * even if the second half fails: over a poor link they may never both get through.
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
    const rest = sendInParts(ports, rows.slice(half));
    const second = (await bestEffort(rest, 'the rows stay pending and go up with the next push')) ?? [];
    return new Map([...first, ...second]);
  }
}

const refusedHere = (problem: SyncProblem, now: number): SyncState => ({
  state: 'rejected',
  code: 'malformed',
  reasons: [problem.kind],
  receivedAt: now,
});
