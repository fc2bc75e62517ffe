/** Rules about the officers who may inspect: QUAL-1 to QUAL-4. */
import { type Day, dayOf } from '../kernel/instant.ts';
import { isActiveOn } from '../registry/agency.ts';
import { type Officer, servesOn } from '../registry/officer.ts';
import type { Application } from '../tasks/task.ts';
import type { Facts } from './facts.ts';
import { type Finding, finding } from './finding.ts';
import { mayUse } from './subject.ts';

/** [QUAL-1] The agency's qualification is confirmed and the agency is active on every day of the window. */
export function agencyQualified({ window }: Pick<Application, 'window'>, { agency }: Pick<Facts, 'agency'>): Finding[] {
  const { first, last } = daysOf(window);
  // Both periods are without a gap, so that their ends decide over the days between.
  if (!isActiveOn(agency, first) || !isActiveOn(agency, last)) {
    const { activeFrom, activeUntil } = agency;
    return [finding('agency-inactive', { agency: agency.name, from: activeFrom, until: activeUntil ?? '' })];
  }
  if (agency.confirmation === null || agency.confirmation.day > first)
    return [finding('agency-not-confirmed', { agency: agency.name })];
  return [];
}

/**
 * [QUAL-2] An entrusted organisation acts under a 委托书 that is valid on every day of the window, filed with both
 * authorities and published by its first day.
 */
export function entrustmentValid(
  { window }: Pick<Application, 'window'>,
  { agency }: Pick<Facts, 'agency'>,
): Finding[] {
  if (agency.kind !== 'entrusted') return [];
  const { entrustment } = agency;
  if (entrustment === null) return [finding('entrustment-missing', { agency: agency.name })];
  const { first, last } = daysOf(window);
  const { document, validFrom, validTo } = entrustment;
  const isDone = (day: Day | null) => day !== null && day <= first;
  const evidence = { agency: agency.name, document };
  return [
    ...(validFrom <= first && last <= validTo
      ? []
      : [finding('entrustment-not-valid', { ...evidence, from: validFrom, until: validTo })]),
    ...(isDone(entrustment.filedWithJudicial) ? [] : [finding('entrustment-not-filed-judicial', evidence)]),
    ...(isDone(entrustment.filedWithSuperior) ? [] : [finding('entrustment-not-filed-superior', evidence)]),
    ...(isDone(entrustment.published) ? [] : [finding('entrustment-not-published', evidence)]),
  ];
}

/** [QUAL-3] At least two officers hold certificates of their own, valid for the whole window; assistants never count. */
export function enoughOfficers(
  application: Pick<Application, 'window'>,
  { officers, policy }: Pick<Facts, 'officers' | 'policy'>,
): Finding[] {
  const holds = (officer: Officer) => holdsCertificate(officer, application);
  const valid = new Set(officers.filter(holds).map(({ certificate }) => certificate.number)).size;
  if (valid >= policy.minOfficers) return [];
  const invalid = officers.filter((officer) => !holds(officer));
  return [
    finding(
      'too-few-officers',
      { valid, needed: policy.minOfficers, invalid: invalid.map((officer) => officer.name) },
      [
        { kind: 'add-officer' },
        ...invalid.map((officer) => ({ kind: 'remove-officer', officer: officer.id }) as const),
      ],
    ),
  ];
}

/** [QUAL-3] Points out further officers without a valid certificate, once enough others are named. */
export const furtherOfficersValid = (
  application: Pick<Application, 'window'>,
  facts: Pick<Facts, 'officers' | 'policy'>,
): Finding[] =>
  enoughOfficers(application, facts).length > 0
    ? []
    : facts.officers
        .filter((officer) => !holdsCertificate(officer, application))
        .map(({ id, name }) =>
          finding('officer-not-valid', { officer: name }, [{ kind: 'remove-officer', officer: id }]),
        );

/**
 * [QUAL-4] Each officer belongs to the agency or to a partner of the joint inspection; the register knows each officer and each
 * partner, and each agency that takes part sends an officer.
 */
export function officersBelong(
  { officers: chosen, partners: named = [] }: Pick<Application, 'officers' | 'partners'>,
  { officers, agency, partners = [] }: Pick<Facts, 'officers' | 'agency'> & Partial<Pick<Facts, 'partners'>>,
): Finding[] {
  const agencies = [agency, ...partners];
  const strangers = officers.filter((officer) => agencies.every(({ id }) => id !== officer.agency));
  const unknown = named.filter((id) => partners.every((partner) => partner.id !== id));
  const unregistered = chosen.filter((id) => officers.every((officer) => officer.id !== id));
  const idle = named.length === 0 ? [] : agencies.filter(({ id }) => officers.every((one) => one.agency !== id));
  return [
    ...strangers.map((officer) =>
      finding('officer-of-other-agency', { officer: officer.name }, [{ kind: 'remove-officer', officer: officer.id }]),
    ),
    ...unregistered.map((id) => finding('officer-unknown', { officer: id }, [{ kind: 'remove-officer', officer: id }])),
    ...unknown.map((id) => finding('partner-unknown', { agency: id }, [{ kind: 'remove-partner', agency: id }])),
    ...idle.map(({ id, name }) =>
      finding('agency-without-officer', { agency: name }, [
        { kind: 'add-officer', agency: id },
        ...(id === agency.id ? [] : [{ kind: 'remove-partner', agency: id } as const]),
      ]),
    ),
  ];
}

/**
 * [QUAL-4] Each agency of a joint inspection may inspect one of its matters. Otherwise it would enter without a ground of its own, and
 * nothing would count to its limits.
 */
export function eachHasMatter(
  { matters, partners: named = [] }: Pick<Application, 'matters' | 'partners'>,
  { agency, partners, matters: list }: Pick<Facts, 'agency' | 'partners' | 'matters'>,
): Finding[] {
  const known = list.filter(({ id }) => matters.includes(id));
  // MAT-1 tells of no matter at all and of unknown ones, which may be those of anybody.
  if (named.length === 0 || known.length === 0 || matters.some((id) => known.every((one) => one.id !== id))) return [];
  return [agency, ...partners]
    .filter((one) => !known.some((matter) => mayUse(one, matter)))
    .map(({ id, name }) =>
      finding(
        'agency-without-matter',
        { agency: name },
        id === agency.id ? [] : [{ kind: 'remove-partner', agency: id }],
      ),
    );
}

export function holdsCertificate(officer: Officer, { window }: Pick<Application, 'window'>): boolean {
  const { validFrom, validTo } = officer.certificate;
  const { first, last } = daysOf(window);
  return !officer.suspended && servesOn(officer, last) && validFrom <= first && last <= validTo;
}

/** First and last day of a window, whose end is exclusive. */
const daysOf = ({ from, to }: Application['window']) => ({ first: dayOf(from), last: dayOf(to - 1) });
