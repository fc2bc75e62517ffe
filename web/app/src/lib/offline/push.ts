/**
 * Sending events up. Returns the rows as the server now sees them, which is what RxDB writes over the local ones.
 * A refused row is on disk in `parked` before this returns: if that write fails it throws, RxDB keeps the rows and
 * sends them again, and the server answers the same (SYNC-1).
 */
import type { EventDocument, SyncState } from '@liangma/shared/protocol/documents';
import type { ParkedRow } from './device-db.ts';
import { refusedOf } from './parked.ts';
import { readPushReply } from './replies.ts';
import type { EventRow } from './rows.ts';
import { SyncProblem } from './sync-problem.ts';

export interface PushPorts {
  /** Throws unless the browser's session is the one of this device's account. */
  confirmSession(): Promise<void>;
  /** The body of the reply; throws a SyncProblem when nothing was applied. */
  send(rows: readonly EventRow[]): Promise<unknown>;
  park(rows: readonly ParkedRow[]): Promise<void>;
  /** Checks and keeps the receipts of those that are accepted. */
  keepReceipts(rows: readonly EventRow[]): Promise<void>;
  now(): number;
}

export async function pushEvents(ports: PushPorts, rows: readonly EventDocument[]): Promise<EventDocument[]> {
  const mine = toSend(rows);
  if (mine.length === 0) return [];
  await ports.confirmSession().catch(passWhenSignedOut);
  return sendAll(ports, mine);
}

/** RxDB sends a row once more after it took the server's answer for it: that one has nothing to say. */
export const toSend = (rows: readonly EventDocument[]): EventDocument[] =>
  rows.filter(({ sync }) => sync.state === 'pending').sort((a, b) => a.seq - b.seq);

/**
 * [SYNC-9] Who is suspended, or whose device is revoked, cannot sign in any more. What they did before has to reach the
 * server all the same: that knows the device by its signatures, and says itself whom it wants to see signed in.
 */
function passWhenSignedOut(error: unknown): void {
  if (!(error instanceof SyncProblem) || error.kind !== 'signed-out') throw error;
}

/** Sends the rows as they are, and keeps what the server says of each. Those of which it says nothing are left out. */
export async function sendAll(ports: PushPorts, rows: readonly EventRow[]): Promise<EventDocument[]> {
  const answers = await sendInParts(ports, rows);
  const answered = rows.flatMap((row) => {
    const sync = answers.get(row.id);
    return sync ? [{ ...row, sync }] : [];
  });
  await ports.park(refusedOf(answered, ports.now()));
  await ports.keepReceipts(answered);
  return answered;
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

/**
 * RxDB sends nothing else until what it has given out is answered. What the server could not judge, and may never, goes
 * again with what came meanwhile, and holds nothing up: the next round is asked for, and the row stays as it is.
 */
export async function passOver(pushing: Promise<EventDocument[]>): Promise<EventDocument[]> {
  return pushing.catch((error: unknown) => {
    if (!(error instanceof SyncProblem) || error.kind !== 'unjudged') throw error;
    return [];
  });
}

const refusedHere = (problem: SyncProblem, now: number): SyncState => ({
  state: 'rejected',
  code: 'malformed',
  reasons: [problem.kind],
  receivedAt: now,
});
