/** Steps of an alert: supervisors take it over, ask, write a letter and close; the agency explains and replies. */
import { type Action, type Actor, authorise } from '@liangma/shared/access/authorise';
import { deadlineOf, isKnownToAgency } from '@liangma/shared/alerts/alert';
import { type AlertCommand, transitionAlert } from '@liangma/shared/alerts/transition';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { deadlineAfter } from '@liangma/shared/kernel/working-days';
import type { Stamp } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { tellAgency } from '../notices/queue-messages.ts';
import { pushOwner } from '../notices/queue-pushes.ts';
import { auditEntry } from '../ports/audit.ts';
import { committed, unchanged, type Writes } from '../ports/store.ts';
import type { Alert } from './repository.ts';

export type HandleError = 'not-found' | 'forbidden' | 'wrong-state' | 'calendar-missing' | 'no-agency';

/** A step as a person asks for it. A term is in working days; without one the policy's counts. */
export type AlertDeed =
  | { readonly type: 'take' }
  | { readonly type: 'ask'; readonly words: string; readonly workingDays?: number | undefined }
  | { readonly type: 'explain'; readonly words: string }
  | {
      readonly type: 'letter';
      readonly words: string;
      readonly number: string;
      readonly workingDays?: number | undefined;
    }
  | { readonly type: 'reply'; readonly words: string }
  | { readonly type: 'close'; readonly words: string };

const ACTION: Readonly<Record<AlertDeed['type'], Action>> = {
  take: 'alert.handle',
  ask: 'alert.handle',
  letter: 'alert.handle',
  close: 'alert.handle',
  explain: 'alert.answer',
  reply: 'alert.answer',
};

export function handleAlert(
  deps: Deps,
  actor: Actor,
  id: string,
  deed: AlertDeed,
): Promise<Result<Alert, HandleError>> {
  return deps.store.write<Result<Alert, HandleError>>(async (tx) => {
    const done = await handleIn(deps, tx, actor, id, deed);
    if (!done.ok) return unchanged(done);
    if (deed.type === 'ask' || deed.type === 'letter') await tellAsked(deps, tx, done.value, deed);
    if (deed.type === 'explain' || deed.type === 'reply') await tellOwner(deps, tx, done.value);
    return committed(done, auditEntry(deps, done.value.shard, actor.account, `alert.${deed.type}`, id));
  });
}

async function tellAsked(
  deps: Deps,
  tx: Writes<'messages' | 'places' | 'pushes' | 'registry'>,
  { id, county, agency, task, life }: Alert,
  deed: AlertDeed,
): Promise<void> {
  const deadline = deadlineOf(life);
  if (deadline === null) return;
  const name = (await tx.registry.agency(agency))?.name ?? '';
  const letter = deed.type === 'letter' ? { number: deed.number } : {};
  const alert = { id, steps: life.steps.length };
  await tellAgency(deps, tx, { alert, region: county, agency, name, task, deadline, ...letter });
}

/** The supervisor who took the alert over hears of the answer. */
async function tellOwner(
  deps: Deps,
  tx: Writes<'messages' | 'places' | 'pushes'>,
  { id, county, task, life }: Alert,
): Promise<void> {
  const alert = { id, steps: life.steps.length };
  if (life.owner) await pushOwner(deps, tx, { alert, region: county, task, owner: life.owner });
}

/** [SUP-1] Closes alerts of one rule together: all of them, or none. */
export function closeTogether(
  deps: Deps,
  actor: Actor,
  ids: readonly string[],
  words: string,
): Promise<Result<readonly Alert[], HandleError>> {
  return deps.store.write<Result<readonly Alert[], HandleError>>(async (tx) => {
    const closed: Alert[] = [];
    // In one order, so that two people who close the same alerts do not wait for each other.
    for (const id of [...new Set(ids)].sort()) {
      const done = await handleIn(deps, tx, actor, id, { type: 'close', words });
      if (!done.ok) return unchanged(done);
      if (closed.length > 0 && closed[0]?.rule !== done.value.rule) return unchanged(err('wrong-state'));
      closed.push(done.value);
    }
    return committed(
      ok(closed),
      ...closed.map((one) => auditEntry(deps, one.shard, actor.account, 'alert.close', one.id)),
    );
  });
}

async function handleIn(
  deps: Deps,
  tx: Writes<'alerts' | 'places'>,
  actor: Actor,
  id: string,
  deed: AlertDeed,
): Promise<Result<Alert, HandleError>> {
  const shard = await tx.places.shardOf('alert', id);
  const alert = shard === undefined ? undefined : await tx.alerts.hold(shard, id);
  if (!alert) return err('not-found');
  const isAgencys = ACTION[deed.type] === 'alert.answer';
  const subject = isAgencys ? { agency: alert.agency } : { region: alert.county };
  if (!authorise(actor, ACTION[deed.type], deps.clock.now(), subject)) return err('forbidden');
  // An alert that the agency was not asked about is not known to it.
  if (isAgencys && !isKnownToAgency(alert.life)) return err('not-found');
  const command = commandOf(deps, actor, deed, alert.county);
  if (!command.ok) return command;
  const asks = deed.type === 'ask' || deed.type === 'letter';
  if (asks && alert.agency === '') return err('no-agency');
  const life = transitionAlert(alert.life, command.value);
  if (!life.ok) return life;
  const next = { ...alert, life: life.value };
  await tx.alerts.save(next);
  return ok(next);
}

function commandOf(
  { clock, policies }: Deps,
  actor: Actor,
  deed: AlertDeed,
  region: RegionCode,
): Result<AlertCommand, 'calendar-missing'> {
  const by: Stamp = { at: clock.now(), by: actor.account, name: actor.name };
  if (deed.type === 'explain') return ok({ ...deed, by, from: 'desk' });
  if (deed.type !== 'ask' && deed.type !== 'letter') return ok({ ...deed, by });
  const { explainWorkingDays, letterWorkingDays } = policies.at(region, by.at);
  const days = deed.workingDays ?? (deed.type === 'ask' ? explainWorkingDays : letterWorkingDays);
  const due = deadlineAfter(policies.current().calendar, by.at, days);
  if (!due.ok) return err('calendar-missing');
  const { words } = deed;
  const deadline = due.value.end;
  return ok(
    deed.type === 'ask'
      ? { type: 'ask', by, words, deadline }
      : { type: 'letter', by, words, deadline, number: deed.number },
  );
}

/** [SYNC-5] Answers the alerts that ask for it with an officer's explanation from the device. */
export async function explainFromField(
  tx: Writes<'alerts'>,
  {
    shard,
    task,
    by,
    words,
  }: { readonly shard: string; readonly task: string; readonly by: Stamp; readonly words: string },
): Promise<void> {
  for (const { id, code, life } of await tx.alerts.ofTask(shard, task)) {
    if (!code.startsWith('performed-after-') || life.state === 'closed') continue;
    const held = await tx.alerts.hold(shard, id);
    const next = held && transitionAlert(held.life, { type: 'explain', by, words, from: 'field' });
    if (held && next?.ok) await tx.alerts.save({ ...held, life: next.value });
  }
}
