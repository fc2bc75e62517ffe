/** Receipts of accepted events: signed at the end of the write that keeps them, given after its commit. */
import { readsReceiptsSignedTogether } from '@liangma/shared/protocol/older-clients';
import { signReceipts } from '@liangma/shared/protocol/receipt';
import type { Deps } from '../deps.ts';
import type { StoredEvent, WriteTx } from '../ports/store.ts';
import { isBelieved, receiptAlone, wordOf } from '../usecases/receipts.ts';

export interface Receipted<T> {
  readonly value: T;
  /** The row as this write leaves it: with its receipt if it was accepted, and as it was judged last. */
  readonly kept: (row: StoredEvent) => StoredEvent;
}

/** What `work` accepts is given its receipts at the end, under few signatures where its sender can read such. */
export async function receipted<T>(
  deps: Deps,
  tx: WriteTx,
  version: number | undefined,
  work: (tx: WriteTx) => Promise<T>,
): Promise<Receipted<T>> {
  const latest = new Map<string, StoredEvent>();
  const saveEvent = async (row: StoredEvent): Promise<void> => {
    latest.set(row.id, row);
    await tx.saveEvent(row);
  };
  const value = await work({ ...tx, saveEvent });
  const rows = [...latest.values()].filter(({ state, receipt }) => state === 'accepted' && receipt === null);
  const receipts = await receiptsFor(deps, rows, version);
  for (const [i, row] of rows.entries()) {
    const kept = { ...row, receipt: receipts[i] as Uint8Array };
    latest.set(row.id, kept);
    await tx.saveEvent(kept);
  }
  return { value, kept: (row) => latest.get(row.id) ?? row };
}

function receiptsFor(
  deps: Deps,
  rows: readonly StoredEvent[],
  version: number | undefined,
): Promise<readonly Uint8Array[]> {
  if (readsReceiptsSignedTogether(version) && rows.length > 1) {
    return signReceipts(deps.keys.signerFor('receipts'), rows.map(wordOf), deps.signatures.sha256);
  }
  return Promise.all(rows.map((row) => receiptAlone(deps, row)));
}

/** A device that does not believe its receipt any more sends the event again, and would be told the same for ever. */
export async function renewed(deps: Deps, tx: WriteTx, row: StoredEvent): Promise<StoredEvent> {
  if (!row.receipt || (await isBelieved(deps, row.receipt))) return row;
  const next = { ...row, receipt: await receiptAlone(deps, { ...row, receivedAt: deps.clock.now() }) };
  await tx.saveEvent(next);
  return next;
}
