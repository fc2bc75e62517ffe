/** Receipts of accepted events: signed at the end of the write that keeps them, given after its commit. */
import { signReceipt, signReceipts } from '@liangma/shared/protocol/receipt';
import type { Deps } from '../deps.ts';
import type { WriteTx } from '../ports/store.ts';
import { isBelieved, wordOf } from './receipts.ts';
import type { StoredEvent } from './repository.ts';

export interface Receipted<T> {
  readonly value: T;
  /** The row as this write leaves it: with its receipt if it was accepted, and as it was judged last. */
  readonly kept: (row: StoredEvent) => StoredEvent;
}

/** Runs `work` and signs receipts for all that it accepted, under few signatures. */
export async function receipted<T>(deps: Deps, tx: WriteTx, work: (tx: WriteTx) => Promise<T>): Promise<Receipted<T>> {
  const latest = new Map<string, StoredEvent>();
  const saveEvent = async (row: StoredEvent): Promise<void> => {
    latest.set(row.id, row);
    await tx.events.save(row);
  };
  const value = await work({ ...tx, events: { ...tx.events, save: saveEvent } });
  const rows = [...latest.values()].filter(({ state, receipt }) => state === 'accepted' && receipt === null);
  const receipts = await signReceipts(deps.keys.signerFor('receipts'), rows.map(wordOf), deps.signatures.sha256);
  for (const [i, row] of rows.entries()) {
    const kept = { ...row, receipt: receipts[i] as Uint8Array };
    latest.set(row.id, kept);
    await tx.events.save(kept);
  }
  return { value, kept: (row) => latest.get(row.id) ?? row };
}

/**
 * Signs a receipt anew if its key is compromised. A device that does not believe its receipt any more sends the event again,
 * and would be told the same for ever.
 */
export async function renewed(deps: Deps, tx: WriteTx, row: StoredEvent): Promise<StoredEvent> {
  if (!row.receipt || (await isBelieved(deps, row.receipt))) return row;
  const word = wordOf({ ...row, receivedAt: deps.clock.now() });
  const next = { ...row, receipt: await signReceipt(deps.keys.signerFor('receipts'), word, deps.signatures.sha256) };
  await tx.events.save(next);
  return next;
}
