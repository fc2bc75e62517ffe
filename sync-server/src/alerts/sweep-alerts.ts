/**
 * Alerts about what did not happen: nobody sends anything then. Any number of servers may sweep at once: each alert is raised under
 * its shard, and the key of its rule lets none be raised twice.
 */
import type { SweepFacts } from '@liangma/shared/alerts/alert-rule';
import { type AlertCode, sweepAlerts } from '@liangma/shared/alerts/alert-rules';
import { resultDue } from '@liangma/shared/alerts/rules/sweep/result-late';
import { THRESHOLDS } from '@liangma/shared/compliance/policy';
import { DAY, type Instant } from '@liangma/shared/kernel/instant';
import { type RegionCode, shardOf } from '@liangma/shared/kernel/regions';
import { unfiledSince } from '@liangma/shared/tasks/assistance-filing';
import { unconfirmedSince } from '@liangma/shared/tasks/confirmation';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { isOutcomeRead } from '../notices/outcomes.ts';
import { findTask } from '../ports/directory.ts';
import type { Hint } from '../ports/runtime.ts';
import { noted, unchanged, type Writes } from '../ports/store.ts';
import { keyOf, type NewAlert, raiseAlert } from './raise-alert.ts';

/** Tasks of one read. */
const BATCH = 500;
/** A period or term that ended longer ago was swept before, or is nobody's news. */
const LOOK_BACK = 30 * DAY;
/** No policy gives a longer term than this. */
const LONGEST_TERM = THRESHOLDS.assistanceFilingTime.most * DAY;

/** Kind of the job that looks whether an enterprise was told the outcome of its inspection. */
export const RESULT_DUE = 'result-due';

type Facts = Pick<SweepFacts, 'now' | 'policy' | 'calendar'>;
export const factsAt = ({ clock, policies }: Deps, region: RegionCode): Facts => ({
  now: clock.now(),
  policy: policies.at(region, clock.now()),
  calendar: policies.current().calendar,
});

/** Returns how many alerts were raised. */
export async function sweepForAlerts(deps: Deps): Promise<number> {
  await deps.policies.refresh();
  let raised = 0;
  for (const shard of (await deps.store.read((tx) => tx.shards.all())).keys()) {
    raised += await sweepBegun(deps, shard);
    raised += await sweepAnswers(deps, shard);
    for (const term of TERMS) raised += await sweepTerm(deps, shard, term);
  }
  return raised;
}

/** RES-1: inspections that were begun, whose record is missing. */
async function sweepBegun(deps: Deps, shard: string): Promise<number> {
  const now = deps.clock.now();
  const ended = { from: now - LOOK_BACK, to: now };
  let raised = 0;
  let after: { end: number; id: string } | undefined;
  for (;;) {
    const page = { after, limit: BATCH };
    const tasks = await deps.store.read((tx) => tx.tasks.endedBetween(shard, 'inspecting', ended, page));
    for (const task of tasks) {
      const facts = { ...factsAt(deps, task.enterprise.region), task };
      raised += await raiseFound(deps, aboutTask(task, facts));
    }
    const last = tasks.at(-1);
    if (!last || tasks.length < BATCH) return raised;
    after = { end: last.window.to, id: last.id };
  }
}

/** Something that has to be done for a task within a term, which its list names since when. */
interface Term {
  readonly code: AlertCode;
  readonly find: 'unconfirmed' | 'unfiled';
  readonly since: (task: Task) => Instant | null;
}

const TERMS: readonly Term[] = [
  { code: 'confirmation-overdue', find: 'unconfirmed', since: unconfirmedSince },
  { code: 'assistance-unfiled', find: 'unfiled', since: unfiledSince },
];

/** APR-2: on-the-spot codes and late entries that nobody confirmed in time. JUR-1: assistance that nobody filed in time. */
async function sweepTerm(deps: Deps, shard: string, { code, find, since }: Term): Promise<number> {
  const now = deps.clock.now();
  const due = { from: now - LONGEST_TERM - LOOK_BACK, to: now };
  let raised = 0;
  let after: { since: number; id: string } | undefined;
  for (;;) {
    const page = { after, limit: BATCH };
    const tasks = await deps.store.read((tx) => tx.tasks[find](shard, due, page));
    for (const task of tasks) {
      // A record that is missing too is told by its own sweep.
      const facts = { ...factsAt(deps, task.enterprise.region), task };
      const alerts = aboutTask(task, facts).filter((one) => one.code === code);
      raised += await raiseFound(deps, alerts);
    }
    const last = tasks.at(-1);
    const at = last && since(last);
    if (!last || at === null || at === undefined || tasks.length < BATCH) return raised;
    after = { since: at, id: last.id };
  }
}

/** SUP-2: questions and letters that nobody answered in time. */
async function sweepAnswers(deps: Deps, shard: string): Promise<number> {
  const now = deps.clock.now();
  const due = await deps.store.read((tx) => tx.alerts.overdue(shard, now - LOOK_BACK, now));
  let raised = 0;
  for (const { id, life, county, agency, task } of due) {
    const facts = { ...factsAt(deps, county), alert: { id, life } };
    raised += await raiseFound(deps, found(facts, { region: county, shard, agency, task }));
  }
  return raised;
}

type Place = Pick<NewAlert, 'region' | 'shard' | 'agency' | 'task'>;

export const found = (facts: SweepFacts, place: Place): NewAlert[] =>
  sweepAlerts(facts).map(({ code, evidence, rule }) => ({
    ...place,
    code,
    evidence,
    subject: rule.subject(facts),
    officer: null,
    device: '',
    event: '',
    at: facts.now,
  }));

/** An alert about an agency names the task in its evidence alone: it counts several. */
const aboutTask = ({ id, enterprise, agency }: Task, facts: SweepFacts): NewAlert[] =>
  found(facts, { region: enterprise.region, shard: shardOf(enterprise.region), agency: agency.id, task: id }).map(
    (one) => (one.subject.kind === 'agency' ? { ...one, task: '' } : one),
  );

export async function raiseFound(deps: Deps, alerts: readonly NewAlert[]): Promise<number> {
  let raised = 0;
  for (const alert of alerts) {
    const { shard, region } = alert;
    if (await deps.store.read((tx) => tx.alerts.byKey(shard, keyOf(alert)))) continue;
    const hint = await deps.store.write<Hint | undefined>(async (tx) => {
      const seq = await tx.shards.next(shard);
      const isNew = await raiseAlert(deps, tx, alert);
      const hint: Hint = { collection: 'tasks', shard, seq, audience: { officers: [], region } };
      return isNew ? noted(hint) : unchanged(undefined);
    });
    if (!hint) continue;
    deps.hints.publish(hint);
    raised += 1;
  }
  return raised;
}

/** [NOT-2] Counts a task in the write in which it lapses. */
export async function tellLapsed(deps: Deps, tx: Writes<'alerts' | 'places'>, task: Task): Promise<void> {
  for (const alert of aboutTask(task, { ...factsAt(deps, task.enterprise.region), task }))
    await raiseAlert(deps, tx, alert);
}

/** [RES-1] Adds the deadline of the outcome in the write that accepts the record. */
export async function addResultDeadline(deps: Deps, tx: Writes<'jobs'>, task: Task): Promise<void> {
  const dueAt = resultDue({ ...factsAt(deps, task.enterprise.region), task });
  if (dueAt === undefined) return;
  await tx.jobs.add({
    shard: shardOf(task.enterprise.region),
    kind: RESULT_DUE,
    subject: task.id,
    step: 'record',
    dueAt,
  });
}

/** [RES-1] Counts an outcome that the enterprise was not told in time. Runs once a task, with its completion in one write. */
export async function tellLateResult(
  deps: Deps,
  tx: Writes<'alerts' | 'evaluations' | 'messages' | 'places' | 'tasks'>,
  id: string,
): Promise<void> {
  const task = await findTask(tx, id);
  if (!task) return;
  const outcomeTold = await isOutcomeTold(tx, task);
  // The job runs when the term is over: a moment later, so that the end itself counts as over.
  const facts = { ...factsAt(deps, task.enterprise.region), now: deps.clock.now() + 1, task, outcomeTold };
  for (const alert of aboutTask(task, facts)) await raiseAlert(deps, tx, alert);
}

/** A person who opens the message with the outcome, states an opinion on the record, or evaluates knows of it. */
async function isOutcomeTold(tx: Writes<'evaluations' | 'messages'>, task: Task): Promise<boolean> {
  if ('record' in task && task.record.opinion.trim() !== '') return true;
  if (await isOutcomeRead(tx, task)) return true;
  return (await tx.evaluations.devices(shardOf(task.enterprise.region), task.id)).length > 0;
}
