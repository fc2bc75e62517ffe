/** Receipts one by one, as they are given and as they were given before. */
import { fromHex } from '@liangma/shared/kernel/bytes';
import type { Instant } from '@liangma/shared/kernel/instant';
import { readsReceiptsSignedTogether } from '@liangma/shared/protocol/older-clients';
import { openPhotoReceipt } from '@liangma/shared/protocol/photo-receipt';
import { isSignedTogether, type Receipt, receiptOpener, signReceipt } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/task-code/key-set';
import type { Deps } from '../deps.ts';
import type { StoredEvent } from '../ports/store.ts';

/** What the receipt of an accepted event says. */
export const wordOf = ({ hash, shard, seq, receivedAt }: StoredEvent): Receipt => ({
  ...{ hash: fromHex(hash) as Uint8Array, shard, seq, receivedAt },
});

/** Under a signature of its own. */
export const receiptAlone = (deps: Deps, row: StoredEvent): Promise<Uint8Array> =>
  signReceipt(deps.keys.signerFor('receipts'), wordOf(row));

/** Signed anew, by itself, for a client of this version that reads no other; what is kept stays as it is. */
export async function inReadableForm(deps: Deps, version: number | undefined, row: StoredEvent): Promise<StoredEvent> {
  if (!row.receipt || readsReceiptsSignedTogether(version) || !isSignedTogether(row.receipt)) return row;
  return { ...row, receipt: await receiptAlone(deps, row) };
}

/** What lies in our own store we have signed. */
const ours = async (): Promise<boolean> => true;
const keySetOf = ({ keys }: Deps): KeySet => ({ issuedAt: 0, staleAt: 0, keys: keys.keys });

const openOurs = (deps: Deps, receipt: Uint8Array): Promise<Receipt | undefined> =>
  receiptOpener(keySetOf(deps), ours, deps.signatures.sha256)(receipt);

/** Its key may have been compromised since: nobody believes it then (docs/OPERATIONS.md). */
export const isBelieved = async (deps: Deps, receipt: Uint8Array): Promise<boolean> =>
  (await openOurs(deps, receipt)) !== undefined;

/** When its receipt was signed anew, which says no earlier moment (SYNC-1); undefined where it is the first one. */
export async function renewedAt(deps: Deps, { receipt, receivedAt }: StoredEvent): Promise<Instant | undefined> {
  const said = receipt && (await openOurs(deps, receipt));
  return said && said.receivedAt !== receivedAt ? said.receivedAt : undefined;
}

export const isPhotoBelieved = async (deps: Deps, receipt: Uint8Array): Promise<boolean> =>
  (await openPhotoReceipt(receipt, keySetOf(deps), ours)) !== undefined;
