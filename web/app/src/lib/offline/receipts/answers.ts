/**
 * The server's answers about this device's events, from a push or a pull. States, refusals and checked receipts are written in
 * one transaction, so that none of them exists without the others.
 */
import type { SyncState } from '@liangma/shared/protocol/documents';
import type { DeviceDb } from '../database/device-db.ts';
import { park, refusedOf, settle } from '../outbox/parked.ts';
import type { CheckedReceipt, EventRow } from '../rows.ts';
import { checkReceipts, lookAgain, type ReceiptPorts, type Receipts } from './receipts.ts';

/** True if the answer replaces the state of the row `here`. `holds`: its receipt was checked. */
type Rule = (answered: EventRow, here: EventRow | undefined, holds: boolean) => boolean;

export interface Answers {
  readonly rows: readonly EventRow[];
  readonly rule: Rule;
  /** Runs in the same transaction, over `meta`. `whole`: every row is taken, and every accepted one has a checked receipt. */
  readonly also?: (whole: boolean) => Promise<void>;
}

/** Rule for a push: an answer that a pull brought meanwhile is newer. `sent`: the rows as they went up, by id. */
export const sentAs =
  (sent: ReadonlyMap<string, EventRow>): Rule =>
  ({ id }, here) =>
    here !== undefined && stateText(here.sync) === stateText(sent.get(id)?.sync);

/**
 * Rule for a pull: it updates answered rows. Pending rows are left to the push, unless a checked receipt shows that the server
 * has the event and that the answer to the push got lost.
 */
export const pulled: Rule = (_, here, holds) => here?.sync.state !== 'pending' || holds;

export async function takeAnswers(db: DeviceDb, ports: ReceiptPorts, { rows, rule, also }: Answers): Promise<void> {
  const { good, bad } = await checkReceipts(ports, rows);
  const taken = await db.transaction('rw', db.events, db.parked, db.meta, async () => {
    const here = await rowsHere(db, rows);
    const some = rows.flatMap((row, i) =>
      rule(row, here[i], good.has(row.id)) ? withState(row, here[i], good.get(row.id)) : [],
    );
    const whole = some.length === rows.length && good.size === rows.filter(isAccepted).length;
    await also?.(whole);
    await write(db, some, good, ports.now());
    return new Set<string>(some.map(({ id }) => id));
  });
  await lookAgain(
    ports,
    bad.filter(({ id }) => taken.has(id)),
  );
}

/** Keeps receipts that passed the check only after their answers were taken. */
export async function keepChecked(db: DeviceDb, receipts: Receipts): Promise<void> {
  if (receipts.size === 0) return;
  await db.transaction('rw', db.events, db.parked, db.meta, async () => {
    await db.events.bulkUpdate([...receipts].map(([key, checked]) => ({ key, changes: { checked } })));
    await settle(db, receipts);
  });
}

/**
 * Returns the rows with a new answer: a pull also brings the answers of pushes. The server decides the state of an event only;
 * the envelope on this device is the truth.
 */
export async function news(db: DeviceDb, rows: readonly EventRow[]): Promise<EventRow[]> {
  const here = await rowsHere(db, rows);
  const parked = new Set(await db.parked.toCollection().primaryKeys());
  return rows.flatMap((row, i) => {
    const isSame = stateText(here[i]?.sync) === stateText(row.sync);
    return isSame && (here[i]?.checked || parked.has(row.id)) ? [] : withState(row, here[i]);
  });
}

/** Returns the stored rows in the order of `rows`. A stretch of the chain is read with one range request. */
async function rowsHere(db: DeviceDb, rows: readonly EventRow[]): Promise<(EventRow | undefined)[]> {
  const seqs = rows.map(({ seq }) => seq);
  const [first, last] = [Math.min(...seqs), Math.max(...seqs)];
  if (last - first > 2 * rows.length) return db.events.bulkGet(rows.map(({ id }) => id));
  const stretch = await db.events.where('seq').between(first, last, true, true).toArray();
  const here = new Map<string, EventRow>(stretch.map((row) => [row.id, row]));
  return rows.map(({ id }) => here.get(id));
}

async function write(db: DeviceDb, rows: readonly EventRow[], receipts: Receipts, now: number): Promise<void> {
  await db.events.bulkPut(rows);
  await park(db, refusedOf(rows, now));
  const ids = new Set<string>(rows.map(({ id }) => id));
  await settle(db, new Map([...receipts].filter(([id]) => ids.has(id))));
}

/** Returns the row of this device with the server's state. */
const withState = ({ sync, ...answered }: EventRow, here?: EventRow, checked?: CheckedReceipt): EventRow => ({
  ...(here ?? answered),
  sync,
  ...(checked ? { checked } : {}),
});

const isAccepted = ({ sync }: EventRow): boolean => sync.state === 'accepted';

const stateText = (sync: SyncState | undefined): string => JSON.stringify(sync);
