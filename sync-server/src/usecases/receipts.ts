/** Receipts that were given before. Their key may have been compromised by then: nobody believes those (docs/OPERATIONS.md). */
import { openPhotoReceipt } from '@liangma/shared/protocol/photo-receipt';
import { openReceipt } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/task-code/key-set';
import type { Deps } from '../deps.ts';

/** What lies in our own store we have signed. */
const ours = async (): Promise<boolean> => true;
const keySetOf = ({ keys }: Deps): KeySet => ({ issuedAt: 0, staleAt: 0, keys: keys.keys });

export const isBelieved = async (deps: Deps, receipt: Uint8Array): Promise<boolean> =>
  (await openReceipt(receipt, keySetOf(deps), ours)) !== undefined;

export const isPhotoBelieved = async (deps: Deps, receipt: Uint8Array): Promise<boolean> =>
  (await openPhotoReceipt(receipt, keySetOf(deps), ours)) !== undefined;
