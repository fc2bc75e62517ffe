/** Rules about the officers who may inspect: QUAL-1 to QUAL-4. */
import { dayOf } from '../kernel/instant.ts';
import type { Officer } from '../registry/officer.ts';
import type { Application } from '../tasks/task.ts';
import type { Facts } from './facts.ts';
import { type Finding, finding } from './finding.ts';

/** [QUAL-1] The agency's qualification is announced and it is active on the day. */
export function agencyQualified({ window }: Pick<Application, 'window'>, { agency }: Pick<Facts, 'agency'>): Finding[] {
  const day = dayOf(window.from);
  if (!agency.active) return [finding('agency-inactive', { agency: agency.name })];
  if (agency.announced === null || agency.announced > day)
    return [finding('agency-not-announced', { agency: agency.name })];
  return [];
}

/** [QUAL-2] An entrusted organisation acts under a published 委托书 that is filed with both authorities. */
export function entrustmentFiled(_: unknown, { agency }: Pick<Facts, 'agency'>): Finding[] {
  if (agency.kind !== 'entrusted') return [];
  return agency.entrustedBy && agency.entrustmentFiled ? [] : [finding('entrustment-missing', { agency: agency.name })];
}

/** [QUAL-3] At least two officers hold certificates valid for the whole window; assistants never count. */
export function enoughOfficers(
  application: Pick<Application, 'window'>,
  { officers, policy }: Pick<Facts, 'officers' | 'policy'>,
): Finding[] {
  const holds = (officer: Officer) => holdsCertificate(officer, application);
  const valid = officers.filter(holds).length;
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

/** [QUAL-4] Each officer belongs to the agency. */
export function officersBelong(_: unknown, { officers, agency }: Pick<Facts, 'officers' | 'agency'>): Finding[] {
  return officers
    .filter((officer) => officer.agency !== agency.id)
    .map((officer) =>
      finding('officer-of-other-agency', { officer: officer.name }, [{ kind: 'remove-officer', officer: officer.id }]),
    );
}

export function holdsCertificate(officer: Officer, { window }: Pick<Application, 'window'>): boolean {
  const { validFrom, validTo } = officer.certificate;
  return !officer.suspended && validFrom <= dayOf(window.from) && dayOf(window.to - 1) <= validTo;
}
