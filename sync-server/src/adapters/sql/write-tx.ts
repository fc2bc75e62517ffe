/** Repositories for writing, one a concept; a write reads what it has written. */

import type { Kysely } from 'kysely';
import type { WriteTx } from '../../ports/store.ts';
import { accountWrites } from './accounts/accounts.ts';
import { setupWrites } from './accounts/installation.ts';
import { pushWrites } from './accounts/push-subscriptions.ts';
import { alertWrites } from './alerts.ts';
import { deviceWrites } from './devices.ts';
import { discardWrites } from './discards.ts';
import { draftWrites } from './drafts.ts';
import { enterpriseEntryWrites } from './enterprise-entries.ts';
import { enterpriseWrites } from './enterprises.ts';
import { evaluationWrites } from './evaluations.ts';
import { eventWrites } from './events.ts';
import { grantWrites } from './grants.ts';
import { jobWrites } from './jobs.ts';
import { matterWrites } from './law/matters.ts';
import { policyWrites } from './law/policies.ts';
import { archiveWrites } from './lists/archived-papers.ts';
import { attachmentWrites } from './lists/attachments.ts';
import { leaveWrites } from './lists/leaves.ts';
import { templateWrites } from './lists/templates.ts';
import { messageWrites } from './messages.ts';
import { officerWrites } from './officers.ts';
import { packWrites } from './packs.ts';
import { photoWrites } from './photos.ts';
import { quarantineWrites } from './quarantine.ts';
import { quietPeriodWrites } from './quiet-periods.ts';
import { readTx } from './read-tx.ts';
import { reasonWrites } from './reasons.ts';
import { registryWrites } from './registry.ts';
import { registryHistoryWrites } from './registry-history.ts';
import type { Tables } from './schema.ts';
import { placeWrites } from './shards/places.ts';
import { shardWrites } from './shards/shards.ts';
import { trustWrites } from './status-lists.ts';
import { taskWrites } from './tasks.ts';

export function writeTx(db: Kysely<Tables>): WriteTx {
  const reads = readTx(db);
  return {
    ...reads,
    accounts: { ...reads.accounts, ...accountWrites(db) },
    messages: { ...reads.messages, ...messageWrites(db) },
    alerts: { ...reads.alerts, ...alertWrites(db) },
    devices: { ...reads.devices, ...deviceWrites(db) },
    drafts: { ...reads.drafts, ...draftWrites(db) },
    evaluations: { ...reads.evaluations, ...evaluationWrites(db) },
    events: { ...reads.events, ...eventWrites(db), ...discardWrites(db) },
    grants: { ...reads.grants, ...grantWrites(db) },
    jobs: { ...reads.jobs, ...jobWrites(db) },
    attachments: { ...reads.attachments, ...attachmentWrites(db) },
    archive: { ...reads.archive, ...archiveWrites(db) },
    templates: { ...reads.templates, ...templateWrites(db) },
    leaves: { ...reads.leaves, ...leaveWrites(db) },
    matters: { ...reads.matters, ...matterWrites(db) },
    officers: { ...reads.officers, ...officerWrites(db) },
    packs: { ...reads.packs, ...packWrites(db) },
    photos: { ...reads.photos, ...photoWrites(db) },
    places: { ...reads.places, ...placeWrites(db) },
    pushes: { ...reads.pushes, ...pushWrites(db) },
    policies: { ...reads.policies, ...policyWrites(db) },
    quarantine: { ...reads.quarantine, ...quarantineWrites(db) },
    quietPeriods: { ...reads.quietPeriods, ...quietPeriodWrites(db) },
    reasons: { ...reads.reasons, ...reasonWrites(db) },
    registry: { ...reads.registry, ...registryWrites(db), ...enterpriseWrites(db) },
    registryHistory: { ...reads.registryHistory, ...registryHistoryWrites(db), ...enterpriseEntryWrites(db) },
    setup: { ...reads.setup, ...setupWrites(db) },
    shards: { ...reads.shards, ...shardWrites(db) },
    tasks: { ...reads.tasks, ...taskWrites(db) },
    trust: { ...reads.trust, ...trustWrites(db) },
  };
}
