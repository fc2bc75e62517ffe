/** [SYNC-18] Receipts are not moved into migrated databases. */
import type * as real from '../../../../web/app/src/lib/offline/moved-receipts.ts';

export * from '../../../../web/app/src/lib/offline/moved-receipts.ts';

export const moveReceipts: typeof real.moveReceipts = async () => undefined;
