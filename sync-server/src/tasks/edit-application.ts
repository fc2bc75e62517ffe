/** Changing an application until it is decided. The law looks at it as at a new one. */

import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { assess } from '@liangma/shared/compliance/assess';
import { withoutTask } from '@liangma/shared/compliance/facts';
import type { Finding } from '@liangma/shared/compliance/finding';
import { nthThisYear } from '@liangma/shared/compliance/frequency';
import { storedFindings } from '@liangma/shared/compliance/stored-findings';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Content, Task } from '@liangma/shared/tasks/task';
import { type TransitionError, transition } from '@liangma/shared/tasks/transition';
import { isOvertaken } from '@liangma/shared/tasks/versions';
import { tellFindings } from '../alerts/finding-alerts.ts';
import { areFilesHere } from '../attachments/named-files.ts';
import type { Deps } from '../deps.ts';
import { tellPartners } from '../notices/queue-joining.ts';
import { auditEntry } from '../ports/audit.ts';
import { findTask } from '../ports/directory.ts';
import { committed, type Outcome, unchanged, type Writes } from '../ports/store.ts';
import { loadFacts, officersOf, partnersIn } from './applications.ts';

export type EditError =
  | { readonly code: 'not-found' | 'forbidden' | 'attachment-missing' | TransitionError }
  | { readonly code: 'conflict'; readonly current: Task }
  | { readonly code: 'findings'; readonly findings: readonly Finding[] };

type Edited = Result<Task, EditError>;

export interface Edit {
  readonly task: string;
  /** Revision of the version that the edit is based on. */
  readonly rev: number;
  readonly content: Content;
}

export async function editApplication(deps: Deps, actor: Actor, edit: Edit): Promise<Edited> {
  const known = await deps.store.read((tx) => findTask(tx, edit.task));
  if (!known) return err({ code: 'not-found' });
  if (!authorise(actor, 'task.apply', deps.clock.now(), { agency: known.agency.id })) return err({ code: 'forbidden' });
  const shard = shardOf(known.enterprise.region);
  const { edited, seq } = await deps.store.write(async (tx) => {
    // Takes the shard first: from here on nobody else changes this task until the commit.
    const seq = await tx.shards.next(shard);
    const outcome = await editIn(deps, tx, actor, edit, { shard, seq });
    return { ...outcome, value: { edited: outcome.value, seq } };
  });
  if (edited.ok) deps.hints.publish({ collection: 'tasks', shard, seq });
  return edited;
}

async function editIn(
  deps: Deps,
  tx: Writes<
    | 'alerts'
    | 'attachments'
    | 'matters'
    | 'messages'
    | 'officers'
    | 'places'
    | 'pushes'
    | 'quietPeriods'
    | 'reasons'
    | 'registry'
    | 'registryHistory'
    | 'tasks'
  >,
  actor: Actor,
  { task: id, rev, content }: Edit,
  { shard, seq }: { readonly shard: string; readonly seq: number },
): Promise<Outcome<Edited>> {
  const task = await findTask(tx, id);
  if (!task) return unchanged(err({ code: 'not-found' }));
  if (isOvertaken(task, rev)) return unchanged(err({ code: 'conflict', current: task }));
  if (task.state !== 'applied') return unchanged(err({ code: 'wrong-state' }));
  if (!(await areFilesHere(tx, task.agency.id, content.attachments)))
    return unchanged(err({ code: 'attachment-missing' }));
  const application = { enterprise: task.enterprise.id, ...content };
  const loaded = await loadFacts(deps, tx, task.agency.id, application);
  if (!loaded) return unchanged(err({ code: 'not-found' }));
  const facts = withoutTask(loaded, id);
  const by = { at: deps.clock.now(), by: actor.account, name: actor.name };
  const { findings, mayProceed } = assess(application, facts, by.at);
  if (!mayProceed) return unchanged(err({ code: 'findings', findings }));
  const [officers, nth] = [officersOf(content, facts), nthThisYear(application, facts)];
  const partners = await partnersIn(tx, application, facts);
  const kept = storedFindings(application, facts, by.at);
  const next = transition(task, { type: 'edit', by, content, officers, partners, nth, findings: kept });
  if (!next.ok) return unchanged(err({ code: next.error }));
  await tx.tasks.save(shard, seq, next.value);
  await tellPartners(deps, tx, next.value);
  await tellFindings(deps, tx, next.value, kept);
  return committed(
    ok(next.value),
    auditEntry(deps, shardOf(next.value.enterprise.region), actor.account, 'task.edit', id),
  );
}
