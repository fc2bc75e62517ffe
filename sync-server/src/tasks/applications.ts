/** Applying for a task code. */

import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { assess, assessOffSite } from '@liangma/shared/compliance/assess';
import {
  type Facts,
  partnersAmong,
  type ReferenceUse,
  type Visit,
  visitsSeenBy,
} from '@liangma/shared/compliance/facts';
import type { Finding } from '@liangma/shared/compliance/finding';
import { nthThisYear } from '@liangma/shared/compliance/frequency';
import { partnersFor } from '@liangma/shared/compliance/joint/parts';
import { storedFindings } from '@liangma/shared/compliance/stored-findings';
import { type TaskId, taskIdSchema } from '@liangma/shared/kernel/ids';
import { dayOf, type Instant, startOfYear, yearOf } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { isAbout } from '@liangma/shared/quiet-periods/quiet-period';
import type { Agency, AgencyRef } from '@liangma/shared/registry/agency';
import type { GradeChange } from '@liangma/shared/registry/grade-history';
import { marksOn } from '@liangma/shared/registry/marks';
import type { Officer } from '@liangma/shared/registry/officer';
import { penalisedIn } from '@liangma/shared/registry/penalties';
import { type OffSiteCheck, particularsOf } from '@liangma/shared/tasks/particulars';
import { findingsField, type StoredFinding } from '@liangma/shared/tasks/stored-findings';
import type { Application, Partner, Task } from '@liangma/shared/tasks/task';
import { transition } from '@liangma/shared/tasks/transition';
import * as v from 'valibot';
import { tellFindings } from '../alerts/finding-alerts.ts';
import { areFilesHere } from '../attachments/named-files.ts';
import type { Deps } from '../deps.ts';
import { tellHeadsOfBatch } from '../notices/queue-batch.ts';
import { tellPartners } from '../notices/queue-joining.ts';
import { tellHeads } from '../notices/queue-messages.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { addTask, findEnterprise, findRegistered, findTask } from '../ports/directory.ts';
import { committed, type Reads, unchanged } from '../ports/store.ts';
import { agencyRefOf } from '../registry/agency-ref.ts';
import { namedOfficers } from '../registry/named-officers.ts';
import { townshipOf } from '../registry/township.ts';

export type ApplyError =
  | { readonly code: 'not-found' | 'forbidden' | 'enterprise-ceased' | 'wrong-state' | 'attachment-missing' }
  | { readonly code: 'findings'; readonly findings: readonly Finding[] };

/** The enterprise's side of the facts, which the desk needs before anything else is chosen. */
export type EnterpriseFacts = Omit<Facts, 'officers' | 'matters' | 'partners'>;

interface FactsAsked {
  readonly enterprise: string;
  readonly reference: string | undefined;
  readonly year?: number | undefined;
}

/** `reference`: the number that an application names (FREQ-6). `year`: an earlier year whose visits are asked for too. */
export async function enterpriseFacts(
  deps: Deps,
  tx: Reads<'places' | 'quietPeriods' | 'registry' | 'registryHistory' | 'tasks'>,
  agencyId: string,
  { enterprise: enterpriseId, reference, year }: FactsAsked,
): Promise<EnterpriseFacts | undefined> {
  const [agency, enterprise] = [await tx.registry.agency(agencyId), await findEnterprise(tx, enterpriseId)];
  if (!agency || !enterprise) return undefined;
  const shard = shardOf(enterprise.region);
  const now = deps.clock.now();
  const policy = deps.policies.at(enterprise.region, now);
  const { duplicateSpan, sameOfficerSpan, lateEntryTime } = policy;
  // A late entry is about a period that is over: in January about one of the year before (LATE-2).
  const earliest = now - lateEntryTime;
  const first = Math.min(yearOf(earliest), year ?? yearOf(earliest));
  const since = Math.min(startOfYear(first) - duplicateSpan, earliest - sameOfficerSpan);
  const visits = await withStanding(tx, await tx.tasks.visits(enterpriseId, since));
  const details = await tx.registryHistory.details(shard, enterpriseId);
  return {
    agency,
    enterprise,
    visits: visitsSeenBy(agencyId, visits),
    referenceUses: await usesOf(tx, agencyId, reference),
    grades: (await tx.registryHistory.grades(shard, enterpriseId)).map(withoutAuthor),
    marks: marksOn(details.marks, dayOf(now)),
    penalised: penalisedIn(details.penalties),
    premises: details.premises.length + 1,
    policy,
    calendar: [...deps.policies.current().calendar],
    quietPeriods: (await tx.quietPeriods.about(enterprise.region)).filter((period) => isAbout(period, enterprise)),
    whitelist: await tx.registryHistory.whitelist(shard, enterpriseId),
  };
}

/** The rules do not ask who entered a grade. */
const withoutAuthor = ({ grade, from, at, source }: GradeChange): Facts['grades'][number] => ({
  grade,
  from,
  at,
  source,
});

/** Adds line of work and level of the agency in whose name each visit was made, where the register knows it. */
async function withStanding(tx: Reads<'registry'>, visits: readonly Visit[]): Promise<Visit[]> {
  const principals = new Map<string, Agency | undefined>();
  const nameOf = ({ agency, principal }: Visit): string => principal ?? agency;
  for (const id of new Set(visits.map(nameOf))) principals.set(id, await tx.registry.agency(id));
  return visits.map((visit) => {
    const found = principals.get(nameOf(visit));
    return found ? { ...visit, line: found.line, level: found.level } : visit;
  });
}

async function usesOf(tx: Reads<'tasks'>, agency: string, reference: string | undefined): Promise<ReferenceUse[]> {
  if (reference === undefined) return [];
  const tasks = await tx.tasks.ofReference(agency, reference);
  return tasks.map(({ id, enterprise, window }) => ({
    number: reference,
    task: id,
    enterprise: enterprise.name,
    from: window.from,
  }));
}

export async function loadFacts(
  deps: Deps,
  tx: Reads<'matters' | 'officers' | 'places' | 'quietPeriods' | 'registry' | 'registryHistory' | 'tasks'>,
  agencyId: string,
  application: Application,
): Promise<Facts | undefined> {
  const about = { enterprise: application.enterprise, reference: application.reference?.number };
  const facts = await enterpriseFacts(deps, tx, agencyId, about);
  if (!facts) return undefined;
  const officers = await namedOfficers(tx, agencyId, application.officers);
  const partners = partnersAmong(application.partners, await namedAgencies(tx, application), facts.agency);
  return { ...facts, partners, officers, matters: await tx.matters.all() };
}

/** Returns the partner agencies that an application names, as far as the register knows them. */
export async function namedAgencies(
  tx: Reads<'registry'>,
  { partners = [] }: Pick<Application, 'partners'>,
): Promise<Agency[]> {
  const found = await Promise.all(partners.map((id) => tx.registry.agency(id)));
  return found.filter((agency) => agency !== undefined);
}

/** An application, with what only some doors know of it. */
interface Asked {
  readonly application: Application;
  /** Given by the device of a late entry. */
  readonly id?: TaskId | undefined;
  /** The message about the batch that it belongs to: its heads are told of all at once. */
  readonly batch?: string | undefined;
}

export const apply = (
  deps: Deps,
  actor: Actor,
  application: Application,
  { id, batch }: Omit<Asked, 'application'> = {},
): Promise<Result<Task, ApplyError>> =>
  applyWith(deps, actor, { application, id, batch }, id ? 'task.enter-late' : 'task.apply', (applied, facts, now) => {
    const { findings, mayProceed } = assess(application, facts, now);
    if (!mayProceed) return err({ code: 'findings', findings });
    return ok(applied(storedFindings(application, facts, now)));
  });

/** OFF-1: keeps an inspection that was done without entering. */
export const applyOffSite = (
  deps: Deps,
  actor: Actor,
  application: Application,
  check: OffSiteCheck,
): Promise<Result<Task, ApplyError>> =>
  applyWith(deps, actor, { application }, 'task.do-off-site', (applied, facts, now) => {
    const { findings, mayProceed } = assessOffSite(application, facts, now);
    if (!mayProceed) return err({ code: 'findings', findings });
    const by = { at: now, by: actor.account, name: actor.name };
    const done = transition(applied([]), { type: 'do-off-site', by, check });
    return done.ok ? done : err({ code: 'wrong-state' });
  });

/** Decides over the facts what becomes of an application; `applied` makes its task, with the findings to keep. */
type Judge = (
  applied: (findings: readonly StoredFinding[]) => Task,
  facts: Facts,
  now: Instant,
) => Result<Task, ApplyError>;

async function applyWith(
  deps: Deps,
  actor: Actor,
  { application, id, batch }: Asked,
  action: string,
  judge: Judge,
): Promise<Result<Task, ApplyError>> {
  const agencyId = actor.agency?.id;
  if (!agencyId) return err({ code: 'not-found' });
  let place: { shard: string; seq: number } | undefined;
  const applied = await deps.store.write<Result<Task, ApplyError>>(async (tx) => {
    const enterprise = await findEnterprise(tx, application.enterprise);
    if (!enterprise || !(await mayReplace(tx, agencyId, application))) return unchanged(err({ code: 'not-found' }));
    const now = deps.clock.now();
    // Findings tell of visits: nobody hears them of an enterprise that they may not read, unless they assist there (JUR-1).
    const mayRead = authorise(actor, 'registry.read', now, { region: enterprise.region });
    if (!mayRead && !application.assistance) return unchanged(err({ code: 'forbidden' }));
    if (!(await findRegistered(tx, enterprise.id))) return unchanged(err({ code: 'enterprise-ceased' }));
    if (!(await areFilesHere(tx, agencyId, application.attachments)))
      return unchanged(err({ code: 'attachment-missing' }));
    const shard = shardOf(enterprise.region);
    // Takes the shard first: an application at another server is one of the visits then, or waits.
    const seq = await tx.shards.next(shard);
    const facts = await loadFacts(deps, tx, agencyId, application);
    if (!facts) return unchanged(err({ code: 'not-found' }));
    const names = {
      agency: await agencyRefOf(tx, facts.agency),
      partners: await partnersIn(tx, application, facts),
      township: await townshipOf(tx, facts.enterprise),
    };
    const judged = judge(
      (findings) => newTask(deps, actor, application, facts, findings, { ...names, id }),
      facts,
      now,
    );
    if (!judged.ok) {
      // A look beyond the own region leaves a trace, also if the letter leads to nothing.
      const look = auditEntry(deps, shard, actor.account, 'task.assist-refused', enterprise.id);
      return mayRead ? unchanged(judged) : committed(judged, look);
    }
    await addTask(tx, shard, seq, judged.value);
    await tellFindings(deps, tx, judged.value, judged.value.findings?.applied ?? []);
    if (judged.value.state === 'applied') {
      if (batch) await tellHeadsOfBatch(deps, tx, judged.value, batch);
      else await tellHeads(deps, tx, judged.value);
      await tellPartners(deps, tx, judged.value);
    }
    place = { shard, seq };
    return committed(judged, auditEntry(deps, shard, actor.account, action, judged.value.id));
  });
  // Heads wait for applications at their desks.
  if (applied.ok && place) deps.hints.publish({ collection: 'tasks', ...place });
  return applied;
}

/** A new application may replace a rejected one of the same agency for the same enterprise. */
async function mayReplace(
  tx: Reads<'places' | 'tasks'>,
  agency: string,
  { replaces, enterprise }: Application,
): Promise<boolean> {
  if (replaces === undefined) return true;
  const old = await findTask(tx, replaces);
  return old?.state === 'rejected' && old.agency.id === agency && old.enterprise.id === enterprise;
}

/** Returns the officers in the form that a task holds, each agency's in the order of the application. */
export const officersOf = ({ officers }: Pick<Application, 'officers'>, facts: Facts): Task['officers'] =>
  officers
    .flatMap((id) => facts.officers.filter((officer) => officer.id === id))
    .sort((a, b) => placeOf(a, facts) - placeOf(b, facts))
    .map(({ id, name, certificate, agency }) => ({
      id,
      name,
      certificate: certificate.number,
      ...(agency !== facts.agency.id && facts.partners.some((partner) => partner.id === agency) && { agency }),
    }));

/** Officers of the lead agency come first, then those of each partner, as a code names them. */
const placeOf = ({ agency }: Officer, { partners }: Facts): number => partners.findIndex(({ id }) => id === agency);

/** Returns the partners of an application as its task keeps them before they answer. */
export async function partnersIn(
  tx: Reads<'registry'>,
  application: Pick<Application, 'matters'>,
  facts: Facts,
): Promise<Partner[]> {
  const refs = new Map<string, AgencyRef>();
  for (const partner of facts.partners) refs.set(partner.id, await agencyRefOf(tx, partner));
  return partnersFor(application, facts, ({ id, name }) => refs.get(id) ?? { id, name });
}

interface Named {
  readonly agency: AgencyRef;
  readonly partners: Partner[];
  readonly township: string;
}

function newTask(
  deps: Deps,
  actor: Actor,
  application: Application,
  facts: Facts,
  findings: readonly StoredFinding[],
  { agency, partners, township, id }: Named & { readonly id: TaskId | undefined },
): Task {
  const { type, source, matters, assistants, window, reference, whyOnSite, reasons, replaces } = application;
  const { enterprise } = facts;
  return {
    state: 'applied',
    id: id ?? v.parse(taskIdSchema, newId(deps)),
    rev: 1,
    agency,
    enterprise: {
      id: enterprise.id,
      name: enterprise.name,
      region: enterprise.region,
      township,
      address: enterprise.address,
      grade: enterprise.grade,
    },
    type,
    source,
    matters,
    assistants,
    window,
    reference,
    whyOnSite,
    reasons,
    ...particularsOf(application),
    ...findingsField(findings),
    ...(partners.length > 0 && { partners }),
    officers: officersOf(application, facts),
    nth: nthThisYear(application, facts),
    applied: { at: deps.clock.now(), by: actor.account, name: actor.name },
    ...(replaces && { replaces }),
  };
}
