/** Reading, concept by concept. */
import type { Kysely } from 'kysely';
import type { ReadTx } from '../../ports/store.ts';
import { accountReads } from './accounts.ts';
import { alertListReads } from './alert-lists.ts';
import { alertReads } from './alerts.ts';
import { deviceReads } from './devices.ts';
import { discardReads } from './discards.ts';
import { draftReads } from './drafts.ts';
import { eventReads } from './events.ts';
import { grantReads } from './grants.ts';
import { packReads } from './packs.ts';
import { photoReads } from './photos.ts';
import { quarantineReads } from './quarantine.ts';
import { reasonReads } from './reasons.ts';
import { registryReads } from './registry.ts';
import { registryListReads } from './registry-lists.ts';
import type { Tables } from './schema.ts';
import { statusListReads } from './status-lists.ts';
import { supervisionReads } from './supervision.ts';
import { taskListReads } from './task-lists.ts';
import { taskReads } from './tasks.ts';

export const readTx = (db: Kysely<Tables>): ReadTx => ({
  ...accountReads(db),
  ...alertReads(db),
  ...registryReads(db),
  ...packReads(db),
  ...taskReads(db),
  ...alertListReads(db),
  ...registryListReads(db),
  ...taskListReads(db),
  ...eventReads(db),
  ...deviceReads(db),
  ...discardReads(db),
  ...draftReads(db),
  ...grantReads(db),
  ...photoReads(db),
  ...quarantineReads(db),
  ...reasonReads(db),
  ...statusListReads(db),
  ...supervisionReads(db),
});
