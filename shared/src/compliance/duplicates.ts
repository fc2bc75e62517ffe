/** Twice at the same door: DUP-1 and DUP-2. */
import { DAY, dayOf, overlaps, startOfDay, type Window } from '../kernel/instant.ts';
import type { Application } from '../tasks/task.ts';
import type { Facts, Visit } from './facts.ts';
import { type Finding, finding } from './finding.ts';
import { countOnce, standingOf } from './frequency/counting.ts';
import { hasWords } from './reason.ts';

const OPEN_STATES = ['applied', 'issued', 'inspecting'];
/** An enterprise that was inspected a few days ago is visited twice, whatever the state of the first visit. */
const HELD_STATES = [...OPEN_STATES, 'recorded', 'performed-after-withdrawal', 'performed-after-refusal'];

/**
 * [DUP-1] Another agency has a task there within the policy's time, or has just been: inspect together, or say why not. Nothing is
 * found of an agency that takes part, nor of a joint inspection in which this one takes part.
 */
export function otherAgencyNear(
  { window, reasons }: Application,
  { visits, agency, partners, policy }: Facts,
): Finding[] {
  const near = nearTo(window, policy.duplicateSpan);
  if (hasWords(reasons['DUP-1'] ?? '', policy)) return [];
  const together = new Set([agency, ...partners].map((one) => standingOf(one).principal));
  const own = standingOf(agency).principal;
  const shared = new Set(visits.filter((visit) => actsFor(visit) === own).map(({ joint }) => joint));
  const others = visits
    .filter(({ state }) => HELD_STATES.includes(state))
    .filter((visit) => !together.has(actsFor(visit)) && overlaps(visit.window, near))
    .filter(({ joint }) => joint === null || !shared.has(joint));
  return countOnce(others).map((visit) =>
    finding('other-agency-near', { agency: visit.agencyName, from: visit.window.from, state: visit.state }, [
      ...(OPEN_STATES.includes(visit.state) ? [{ kind: 'join', agency: visit.agency } as const] : []),
      { kind: 'give-reason' },
    ]),
  );
}

/**
 * [DUP-2] The same agency's windows at one enterprise must not overlap: they must be merged. An entrusted organisation is the same
 * agency as the one in whose name it acts (QUAL-2).
 */
export function sameAgencyOverlap({ window }: Application, { visits, agency }: Facts): Finding[] {
  return open(visits)
    .filter((visit) => actsFor(visit) === standingOf(agency).principal && overlaps(visit.window, window))
    .map((visit) =>
      finding('same-agency-overlap', { from: visit.window.from, to: visit.window.to }, [
        { kind: 'change-window' },
        { kind: 'merge', task: visit.task },
      ]),
    );
}

/** [DUP-2] A partner ends its own inspection at the same time before it agrees: `findingsOfPart` blocks the agreement. */
export const partnersOverlap = ({ window }: Application, { visits, partners }: Facts): Finding[] =>
  open(visits)
    .filter((visit) => partners.some((one) => standingOf(one).principal === actsFor(visit)))
    .filter((visit) => overlaps(visit.window, window))
    .map((visit) =>
      finding('partner-overlap', { agency: visit.agencyName, from: visit.window.from, to: visit.window.to }),
    );

/**
 * Returns the groups of visits that DUP-1 is about: held or open ones of different agencies that are nearer to each other than the
 * policy's time. A joint inspection is one visit, whoever takes part.
 */
export function duplicateGroups(visits: readonly Visit[], span: number): Visit[][] {
  const held = visits.filter(({ state }) => HELD_STATES.includes(state));
  const groups: Visit[][] = [];
  for (const visit of held) {
    const joined = groups.filter((group) => group.some((other) => isDuplicate(visit, other, span)));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push([...joined.flat(), visit]);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => group.sort((a, b) => a.window.from - b.window.from))
    .sort((a, b) => startOf(a) - startOf(b));
}

const startOf = ([first]: readonly Visit[]): number => first?.window.from ?? 0;

const isDuplicate = (a: Visit, b: Visit, span: number): boolean =>
  actsFor(a) !== actsFor(b) && !(a.joint !== null && a.joint === b.joint) && overlaps(a.window, nearTo(b.window, span));

/** Days are counted whole: 30 days after an inspection of the morning is a day, not a time of day. */
const nearTo = ({ from, to }: Window, span: number): Window => ({
  from: startOfDay(dayOf(from - span)),
  to: startOfDay(dayOf(to - 1 + span)) + DAY,
});

/** Agency in whose name a visit was made. */
const actsFor = ({ principal, agency }: Visit): string => principal ?? agency;

const open = (visits: readonly Visit[]): Visit[] => visits.filter((visit) => OPEN_STATES.includes(visit.state));
