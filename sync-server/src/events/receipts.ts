/** Receipts of events and photos: what they say, and whether a verifier still believes them. */
import { fromHex } from '@liangma/shared/kernel/bytes';
import type { Instant } from '@liangma/shared/kernel/instant';
import { openPhotoReceipt } from '@liangma/shared/photos/photo-receipt';
import { type Receipt, receiptOpener, signReceipt } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/trust/key-set';
import type { Deps } from '../deps.ts';
import type { StoredEvent } from './repository.ts';

/** Returns what the receipt of an accepted event says. */
export const wordOf = ({ hash, shard, seq, receivedAt }: StoredEvent): Receipt => ({
  hash: fromHex(hash) as Uint8Array,
  shard,
  seq,
  receivedAt,
});

/** Verifies nothing: we signed what lies in our own store. */
const ours = async (): Promise<boolean> => true;
const keySetOf = ({ keys }: Deps): KeySet => ({ issuedAt: 0, staleAt: 0, keys: keys.keys });

const openOurs = (deps: Deps, receipt: Uint8Array): Promise<Receipt | undefined> =>
  receiptOpener(keySetOf(deps), ours, deps.signatures.sha256)(receipt);

/** Returns false once the key is known to be compromised: nobody believes the receipt then (docs/OPERATIONS.md). */
export const isBelieved = async (deps: Deps, receipt: Uint8Array): Promise<boolean> =>
  (await openOurs(deps, receipt)) !== undefined;

/** Returns when the receipt was signed anew, which is what it says itself (SYNC-1); undefined for a first receipt. */
export async function renewedAt(deps: Deps, { receipt, receivedAt }: StoredEvent): Promise<Instant | undefined> {
  const opened = receipt && (await openOurs(deps, receipt));
  return opened && opened.receivedAt !== receivedAt ? opened.receivedAt : undefined;
}

export const isPhotoBelieved = async (deps: Deps, receipt: Uint8Array): Promise<boolean> =>
  (await openPhotoReceipt(receipt, keySetOf(deps), ours)) !== undefined;

/**
 * Returns the row with a receipt signed anew if its key is compromised. A device that does not believe its receipt any more
 * sends the event again, and would get the same one for ever.
 */
export async function renewed(deps: Deps, row: StoredEvent): Promise<StoredEvent> {
  if (!row.receipt || (await isBelieved(deps, row.receipt))) return row;
  const word = wordOf({ ...row, receivedAt: deps.clock.now() });
  return { ...row, receipt: await signReceipt(deps.keys.signerFor('receipts'), word, deps.signatures.sha256) };
}
