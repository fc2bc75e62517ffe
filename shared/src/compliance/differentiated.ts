/** Supervision by class and grade: QUIET-1, WL-1 and GRADE-1. */
import { type Day, dayOf } from '../kernel/instant.ts';
import { firstQuietDay, isAbout } from '../quiet-periods/quiet-period.ts';
import { gradeChangeOn } from '../registry/grade-history.ts';
import { whitelistEntryWithin } from '../registry/whitelist.ts';
import { type Application, isRoutine, restsOnClue } from '../tasks/task.ts';
import type { Facts } from './facts.ts';
import { type Finding, finding } from './finding.ts';
import { hasWords } from './reason.ts';

/**
 * [QUIET-1] In a quiet period an inspection needs one of the exemptions that its arrangement lists, and a written reason.
 * Matters of public safety are exempt; others that are inspected with them are not.
 */
export function quietDaysKept(application: Application, facts: Facts): Finding[] {
  const { window, quietExemption, reasons } = application;
  if (isForPublicSafety(application, facts)) return [];
  return facts.quietPeriods.flatMap((period) => {
    const day = isAbout(period, facts.enterprise) ? firstQuietDay(period, window) : undefined;
    if (day === undefined) return [];
    const listed = period.exemptions.find(({ code }) => code === quietExemption);
    const cures = [{ kind: 'change-window' }, { kind: 'name-exemption' }] as const;
    const evidence = { period: period.name, document: period.document, day };
    if (quietExemption !== undefined && !listed) return [finding('quiet-exemption-unknown', evidence, cures)];
    if (listed && hasWords(reasons['QUIET-1'] ?? '', facts.policy)) return [];
    return [finding('quiet-period', { ...evidence, ...(listed && { exemption: listed.text }) }, cures)];
  });
}

/**
 * [WL-1] An enterprise on the whitelist (无事不扰) is left alone on every day of its entry, except for cases that rest on a clue and
 * for matters of public safety alone.
 */
export function whitelistKept(application: Application, facts: Facts): Finding[] {
  if (restsOnClue(application) || isForPublicSafety(application, facts)) return [];
  const { from, to } = application.window;
  const entry = whitelistEntryWithin(facts.whitelist, dayOf(from), dayOf(to - 1));
  if (!entry || hasWords(application.reasons['WL-1'] ?? '', facts.policy)) return [];
  const { condition, document, until } = entry;
  return [finding('whitelisted', { condition, document, until }, [{ kind: 'give-reason' }])];
}

/**
 * [GRADE-1] For a year after an enterprise was graded A, which needs its self-check and pledge, there is no routine
 * inspection. The grade of the day counts: a later change ends that, and its history stays.
 */
export function gradeKept(application: Application, { grades, policy }: Facts): Finding[] {
  if (!isRoutine(application)) return [];
  const day = dayOf(application.window.from);
  const held = gradeChangeOn(grades, day);
  if (held?.grade !== 'A') return [];
  const until = lastFreeDay(held.from, policy.gradeFreeYears);
  if (until < day) return [];
  return [finding('grade-free', { since: held.from, source: held.source, until }, [{ kind: 'as-case' }])];
}

/** The year ends before the same day of a later year; a 29 February is followed by 1 March. */
function lastFreeDay(from: Day, years: number): Day {
  const end = new Date(`${from}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return new Date(end.getTime() - 1).toISOString().slice(0, 10);
}

const isForPublicSafety = ({ matters }: Pick<Application, 'matters'>, facts: Pick<Facts, 'matters'>): boolean =>
  matters.length > 0 &&
  matters.every((matter) => facts.matters.some(({ id, publicSafety }) => id === matter && publicSafety));
