/**
 * What the server says of events of this device, by the answer to a push or by a pull: where each stands, what was refused,
 * and the receipts that hold go to disk in one transaction, so that none of it is there without the rest.
 */
import type { SyncState } from '@liangma/shared/protocol/documents';
import type { DeviceDb } from './device-db.ts';
import { park, refusedOf, settle } from './parked.ts';
import { checkReceipts, lookAgain, type ReceiptPorts, type Receipts } from './receipts.ts';
import type { CheckedReceipt, EventRow } from './rows.ts';

/** What may be taken of an event that stands `here` so. */
type Rule = (said: EventRow, here: EventRow | undefined, holds: boolean) => boolean;

export interface Answers {
  readonly rows: readonly EventRow[];
  readonly rule: Rule;
  /** In the same transaction, over `meta`. `whole`: every row is taken, each accepted one with a receipt that holds. */
  readonly also?: (whole: boolean) => Promise<void>;
}

/** The answer to a push: what a pull has said meanwhile is newer. `sent`: the rows as they went up, by id. */
export const sentAs =
  (sent: ReadonlyMap<string, EventRow>): Rule =>
  ({ id }, here) =>
    here !== undefined && standing(here.sync) === standing(sent.get(id)?.sync);

/**
 * A pull is believed of all that has an answer already. What is not sent yet is left to the push; but where a receipt that
 * holds is there, the server has it, and the answer to the push got lost.
 */
export const pulled: Rule = (_, here, holds) => here?.sync.state !== 'pending' || holds;

export async function takeAnswers(db: DeviceDb, ports: ReceiptPorts, { rows, rule, also }: Answers): Promise<void> {
  const { good, bad } = await checkReceipts(ports, rows);
  const taken = await db.transaction('rw', db.events, db.parked, db.meta, async () => {
    const here = await rowsHere(db, rows);
    const some = rows.flatMap((row, i) =>
      rule(row, here[i], good.has(row.id)) ? asSaid(row, here[i], good.get(row.id)) : [],
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

/** Receipts that came to hold only after their answers were taken. */
export async function keepChecked(db: DeviceDb, receipts: Receipts): Promise<void> {
  if (receipts.size === 0) return;
  await db.transaction('rw', db.events, db.parked, db.meta, async () => {
    await db.events.bulkUpdate([...receipts].map(([key, checked]) => ({ key, changes: { checked } })));
    await settle(db, receipts);
  });
}

/**
 * What is not known yet: a pull also brings what a push was answered. Only where an event stands is the server's to say: the
 * envelope on this device is the truth, whatever comes beside it.
 */
export async function news(db: DeviceDb, rows: readonly EventRow[]): Promise<EventRow[]> {
  const here = await rowsHere(db, rows);
  const parked = new Set(await db.parked.toCollection().primaryKeys());
  return rows.flatMap((row, i) => {
    const isSame = standing(here[i]?.sync) === standing(row.sync);
    return isSame && (here[i]?.checked || parked.has(row.id)) ? [] : asSaid(row, here[i]);
  });
}

/** In the order of those: a stretch of the chain by one request, those that lie apart each by its own. */
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

/** What this device knows of an event stays beside the word of the server. */
const asSaid = ({ sync, ...said }: EventRow, here?: EventRow, checked?: CheckedReceipt): EventRow => ({
  ...{ ...(here ?? said), sync },
  ...(checked ? { checked } : {}),
});

const isAccepted = ({ sync }: EventRow): boolean => sync.state === 'accepted';

const standing = (sync: SyncState | undefined): string => JSON.stringify(sync);
