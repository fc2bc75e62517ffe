/** Repositories for reading, one a concept. */
import type { Kysely } from 'kysely';
import type { ReadTx } from '../../ports/store.ts';
import { accountReads } from './accounts/accounts.ts';
import { setupReads } from './accounts/installation.ts';
import { pushReads } from './accounts/push-subscriptions.ts';
import { alertReads } from './alerts.ts';
import { auditReads } from './audit.ts';
import { deviceReads } from './devices.ts';
import { discardReads } from './discards.ts';
import { draftReads } from './drafts.ts';
import { enterpriseEntryReads } from './enterprise-entries.ts';
import { enterpriseReads } from './enterprises.ts';
import { evaluationReads } from './evaluations.ts';
import { eventReads } from './events.ts';
import { grantReads } from './grants.ts';
import { jobReads } from './jobs.ts';
import { matterReads } from './law/matters.ts';
import { policyReads } from './law/policies.ts';
import { accountListReads } from './lists/account-lists.ts';
import { alertListReads } from './lists/alert-lists.ts';
import { archiveReads } from './lists/archived-papers.ts';
import { attachmentReads } from './lists/attachments.ts';
import { leaveReads } from './lists/leaves.ts';
import { messageListReads } from './lists/message-list.ts';
import { officerListReads, registryListReads } from './lists/registry-lists.ts';
import { taskListReads } from './lists/task-lists.ts';
import { templateReads } from './lists/templates.ts';
import { whitelistReads } from './lists/whitelist-list.ts';
import { messageReads } from './messages.ts';
import { officerReads } from './officers.ts';
import { packReads } from './packs.ts';
import { photoReads } from './photos.ts';
import { quarantineReads } from './quarantine.ts';
import { quietPeriodReads } from './quiet-periods.ts';
import { reasonReads } from './reasons.ts';
import { registryReads } from './registry.ts';
import { registryHistoryReads } from './registry-history.ts';
import type { Tables } from './schema.ts';
import { placeReads } from './shards/places.ts';
import { shardReads } from './shards/shards.ts';
import { trustReads } from './status-lists.ts';
import { supervisionReads } from './supervision.ts';
import { taskReads } from './tasks.ts';

export const readTx = (db: Kysely<Tables>): ReadTx => ({
  accounts: { ...accountReads(db), ...accountListReads(db) },
  messages: { ...messageReads(db), ...messageListReads(db) },
  alerts: { ...alertReads(db), ...alertListReads(db) },
  audit: auditReads(db),
  devices: deviceReads(db),
  drafts: draftReads(db),
  evaluations: evaluationReads(db),
  events: { ...eventReads(db), ...discardReads(db) },
  grants: grantReads(db),
  jobs: jobReads(db),
  attachments: attachmentReads(db),
  leaves: leaveReads(db),
  archive: archiveReads(db),
  templates: templateReads(db),
  matters: matterReads(db),
  officers: { ...officerReads(db), ...officerListReads(db) },
  packs: packReads(db),
  photos: photoReads(db),
  places: placeReads(db),
  policies: policyReads(db),
  pushes: pushReads(db),
  quarantine: quarantineReads(db),
  quietPeriods: quietPeriodReads(db),
  reasons: reasonReads(db),
  registry: { ...registryReads(db), ...enterpriseReads(db), ...registryListReads(db), ...whitelistReads(db) },
  registryHistory: { ...registryHistoryReads(db), ...enterpriseEntryReads(db) },
  setup: setupReads(db),
  shards: shardReads(db),
  supervision: supervisionReads(db),
  tasks: { ...taskReads(db), ...taskListReads(db) },
  trust: trustReads(db),
});
