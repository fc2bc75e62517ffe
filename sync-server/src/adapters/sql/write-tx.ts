/** Writing, concept by concept; a write reads what it has written. */
import type { Kysely } from 'kysely';
import type { WriteTx } from '../../ports/store.ts';
import { accountWrites } from './accounts.ts';
import { alertWrites } from './alerts.ts';
import { deviceWrites } from './devices.ts';
import { discardWrites } from './discards.ts';
import { draftWrites } from './drafts.ts';
import { eventWrites } from './events.ts';
import { grantWrites } from './grants.ts';
import { packWrites } from './packs.ts';
import { photoWrites } from './photos.ts';
import { quarantineWrites } from './quarantine.ts';
import { readTx } from './read-tx.ts';
import { reasonWrites } from './reasons.ts';
import { registryWrites } from './registry.ts';
import type { Tables } from './schema.ts';
import { statusListWrites } from './status-lists.ts';
import { supervisionWrites } from './supervision.ts';
import { taskWrites } from './tasks.ts';

export const writeTx = (db: Kysely<Tables>): WriteTx => ({
  ...readTx(db),
  ...accountWrites(db),
  ...alertWrites(db),
  ...registryWrites(db),
  ...packWrites(db),
  ...taskWrites(db),
  ...eventWrites(db),
  ...deviceWrites(db),
  ...discardWrites(db),
  ...draftWrites(db),
  ...grantWrites(db),
  ...photoWrites(db),
  ...quarantineWrites(db),
  ...reasonWrites(db),
  ...statusListWrites(db),
  ...supervisionWrites(db),
});
