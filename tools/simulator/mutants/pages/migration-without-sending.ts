/** [SYNC-18] Pending work is not sent before the databases are migrated. */
import type * as real from '../../../../web/app/src/lib/offline/outbox/send-before-migration.ts';

export * from '../../../../web/app/src/lib/offline/outbox/send-before-migration.ts';

export const sendBeforeMigration: typeof real.sendBeforeMigration = async () => 0;
