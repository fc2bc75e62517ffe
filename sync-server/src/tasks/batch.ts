/** Many applications that differ in enterprise and period alone: what the rules say of each, and applying for each. */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { assess } from '@liangma/shared/compliance/assess';
import type { Batch, BatchOutcome, BatchRow } from '@liangma/shared/compliance/batch';
import { partnersAmong, type Visit } from '@liangma/shared/compliance/facts';
import { nthThisYear } from '@liangma/shared/compliance/frequency';
import type { Application } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import { releaseBatch } from '../notices/queue-batch.ts';
import { newId } from '../ports/audit.ts';
import { findRegistered } from '../ports/directory.ts';
import { namedOfficers } from '../registry/named-officers.ts';
import { townshipOf } from '../registry/township.ts';
import { apply, enterpriseFacts, namedAgencies } from './applications.ts';

/**
 * Judges each target as if those before it were applied for: two targets with one enterprise find each other. Facts that
 * all targets share are read once.
 */
export function assessBatch(deps: Deps, actor: Actor, batch: Batch): Promise<BatchRow[]> {
  const agencyId = actor.agency?.id ?? '';
  const now = deps.clock.now();
  return deps.store.read(async (tx) => {
    const lists = {
      officers: await namedOfficers(tx, agencyId, batch.content.officers),
      matters: await tx.matters.all(),
    };
    const agencies = await namedAgencies(tx, batch.content);
    const before = new Map<string, Visit[]>();
    const rows: BatchRow[] = [];
    for (const application of applicationsOf(batch)) {
      const about = { enterprise: application.enterprise, reference: application.reference?.number };
      const found = await findRegistered(tx, application.enterprise);
      const known = found && (await enterpriseFacts(deps, tx, agencyId, about));
      if (!found || !known || !authorise(actor, 'registry.read', now, { region: found.region })) {
        rows.push({ enterprise: application.enterprise, known: null });
        continue;
      }
      const earlier = before.get(found.id) ?? [];
      const partners = partnersAmong(application.partners, agencies, known.agency);
      const facts = { ...known, ...lists, partners, visits: [...known.visits, ...earlier] };
      const { findings, mayProceed } = assess(application, facts, now);
      before.set(found.id, [...earlier, visitOf(application, facts.agency)]);
      rows.push({
        enterprise: found.id,
        known: { ...found, township: await townshipOf(tx, found) },
        findings: [...findings],
        mayProceed,
        nth: nthThisYear(application, facts),
      });
    }
    return rows;
  });
}

/** An application of the batch, as the targets behind it see it. */
const visitOf = (
  { type, source, matters, officers, window, premises }: Application,
  { id, name, line, level }: { id: Visit['agency']; name: string; line: string; level: Visit['level'] },
): Visit => ({
  task: null,
  agency: id,
  agencyName: name,
  type,
  source,
  matters,
  window,
  state: 'applied',
  endedAt: null,
  outcome: null,
  principal: null,
  line,
  level,
  officers,
  joint: null,
  premises: premises ?? null,
});

/** Applies for each target in a write of its own: one that the rules refuse by now holds back no other. The heads get one message. */
export async function applyBatch(deps: Deps, actor: Actor, batch: Batch): Promise<BatchOutcome[]> {
  const outcomes: BatchOutcome[] = [];
  const message = batch.targets.length > 1 ? newId(deps) : undefined;
  for (const application of applicationsOf(batch)) {
    const { enterprise } = application;
    const applied = await apply(deps, actor, application, { batch: message });
    outcomes.push({
      enterprise,
      task: applied.ok ? applied.value.id : null,
      problem: applied.ok ? null : applied.error.code,
    });
  }
  if (message) await releaseBatch(deps, message);
  return outcomes;
}

const applicationsOf = ({ content, targets }: Batch): Application[] =>
  targets.map(({ enterprise, window, reasons }) => ({
    ...content,
    enterprise,
    window,
    reasons: { ...content.reasons, ...reasons },
  }));
