/** Year of an enterprise by agency: which visits stand in which row, which are too near to each other, and what held when. */
import { duplicateGroups } from '@liangma/shared/compliance/duplicates';
import type { EnterpriseFacts, Visit } from '@liangma/shared/compliance/facts';
import { visitDay } from '@liangma/shared/compliance/frequency/counting';
import { DAY, type Day, dayOf, type Instant, startOfDay, startOfYear, yearOf } from '@liangma/shared/kernel/instant';
import { isQuietOn } from '@liangma/shared/quiet-periods/quiet-period';
import { gradeOn } from '@liangma/shared/registry/grade-history';
import type { TaskState } from '@liangma/shared/tasks/task';

export const MARK_KINDS = ['done', 'planned', 'waiting', 'off-site', 'not-done'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

const KIND_OF: Readonly<Record<TaskState, MarkKind>> = {
  applied: 'waiting',
  issued: 'planned',
  inspecting: 'done',
  recorded: 'done',
  'performed-after-withdrawal': 'done',
  'performed-after-refusal': 'done',
  'off-site': 'off-site',
  rejected: 'not-done',
  withdrawn: 'not-done',
  refused: 'not-done',
  lapsed: 'not-done',
};

export interface Mark {
  readonly visit: Visit;
  /** Names of all agencies of a joint inspection; of any other visit that of its agency. */
  readonly agencies: readonly string[];
  readonly kind: MarkKind;
  readonly at: Instant;
}

export interface AgencyRow {
  readonly agency: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly marks: readonly Mark[];
}

type YearFacts = Pick<EnterpriseFacts, 'agency' | 'visits'>;

/** The own agency comes first, also without a visit; the others follow in the order of their first visit. */
export function rowsOf({ agency, visits }: YearFacts, year: number): AgencyRow[] {
  const marks = jointOnce(visits, agency.id).filter(({ at }) => yearOf(at) === year);
  const inOrder = marks.sort((a, b) => a.at - b.at);
  const others = new Set(inOrder.map(({ visit }) => visit.agency).filter((id) => id !== agency.id));
  return [agency.id, ...others].map((id) => {
    const own = inOrder.filter(({ visit }) => visit.agency === id);
    return { agency: id, name: own[0]?.visit.agencyName ?? agency.name, isOwn: id === agency.id, marks: own };
  });
}

/** [FREQ-3] A joint inspection is one mark: in the row of the own agency if it takes part, else of the lead agency. */
function jointOnce(visits: readonly Visit[], own: string): Mark[] {
  return visits.flatMap((visit) => {
    if (visit.joint === null) return [markOf(visit)];
    const parts = visits.filter(({ joint }) => joint === visit.joint);
    const shown = parts.find(({ agency }) => agency === own) ?? parts[0];
    return visit === shown ? [markOf(visit, parts)] : [];
  });
}

/** `parts`: the visits of all agencies of a joint inspection, the lead agency first. */
export const markOf = (visit: Visit, parts: readonly Visit[] = [visit]): Mark => ({
  visit,
  agencies: parts.map(({ agencyName }) => agencyName),
  kind: KIND_OF[visit.state as TaskState] ?? 'not-done',
  at: visit.endedAt ?? visit.window.from,
});

export interface Group {
  readonly visits: readonly Visit[];
  /** Days from the first visit to the last. */
  readonly days: number;
}

/** Visits that DUP-1 is about, in groups of which a visit at least is of the year. */
export const groupsOf = (
  { visits, policy }: Pick<EnterpriseFacts, 'visits' | 'policy'>,
  year: number,
): readonly Group[] =>
  duplicateGroups(visits, policy.duplicateSpan)
    .filter((group) => group.some((visit) => yearOf(markOf(visit).at) === year))
    .map((group) => {
      const days = group.map(visitDay).sort();
      return { visits: group, days: (startOfDay(days.at(-1) ?? '') - startOfDay(days[0] ?? '')) / DAY };
    });

/** Days in a row for which the same holds, both ends inclusive. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
  readonly text: string;
}

export interface Tracks {
  /** Text: names of the arrangements. */
  readonly quiet: readonly Span[];
  /** Text: the grade. */
  readonly grades: readonly Span[];
  /** Text: the document. */
  readonly whitelist: readonly Span[];
}

type Held = Pick<EnterpriseFacts, 'quietPeriods' | 'grades' | 'whitelist'> & {
  readonly enterprise: Pick<EnterpriseFacts['enterprise'], 'grade'>;
};

export function tracksOf({ quietPeriods, grades, whitelist, enterprise }: Held, year: number): Tracks {
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const days = daysOf(year);
  const quietOn = (day: Day): string =>
    quietPeriods
      .filter((period) => isQuietOn(period, day))
      .map(({ name }) => name)
      .join(' · ');
  return {
    quiet: runs(days, quietOn),
    grades: runs(days, (day) => gradeOn(grades, day) ?? (grades.length === 0 ? enterprise.grade : '')),
    whitelist: whitelist
      .map(({ from, until, removed, document }) => ({
        from: from < first ? first : from,
        to: earliest(until, last, removed ? dayBefore(removed.on) : last),
        text: document,
      }))
      .filter(({ from, to }) => from <= to),
  };
}

const daysOf = (year: number): Day[] => {
  const [from, to] = [startOfYear(year), startOfYear(year + 1)];
  return Array.from({ length: (to - from) / DAY }, (_, i) => dayOf(from + i * DAY));
};

const dayBefore = (day: Day): Day => dayOf(startOfDay(day) - DAY);

const earliest = (...days: readonly Day[]): Day => [...days].sort()[0] as Day;

/** Days with the same text become one span; days without a text none. */
function runs(days: readonly Day[], textOf: (day: Day) => string): Span[] {
  const spans: { from: Day; to: Day; text: string }[] = [];
  let open: (typeof spans)[number] | undefined;
  for (const day of days) {
    const text = textOf(day);
    if (open?.text === text) {
      open.to = day;
      continue;
    }
    open = { from: day, to: day, text };
    spans.push(open);
  }
  return spans.filter(({ text }) => text !== '');
}
