/** May this grant be given? GRANT-1 to GRANT-3, and the rules of an application for those who would inspect. */

import type { Facts } from '../compliance/facts.ts';
import type { Finding } from '../compliance/finding.ts';
import {
  agencyQualified,
  enoughOfficers,
  entrustmentValid,
  holdsCertificate,
  officersBelong,
} from '../compliance/qualification.ts';
import { mattersPublished } from '../compliance/subject.ts';
import { windowAhead } from '../compliance/timing/approval.ts';
import { DAY, type Instant } from '../kernel/instant.ts';
import { covers } from '../kernel/regions.ts';
import type { Officer } from '../registry/officer.ts';
import type { GrantTerms } from './grant-terms.ts';

/** Findings of this family of rules; each of them blocks. */
export const GRANT_FINDINGS = {
  'own-device': 'GRANT-1',
  'device-not-enrolled': 'GRANT-2',
  'device-of-other-agency': 'GRANT-2',
  'holder-not-named': 'GRANT-2',
  'officer-not-qualified': 'GRANT-2',
  'region-too-wide': 'GRANT-3',
  'too-many-codes': 'GRANT-3',
  'too-long': 'GRANT-3',
  'no-reason': 'GRANT-3',
} as const;

export type GrantFindingCode = keyof typeof GRANT_FINDINGS;

export interface GrantFinding {
  readonly rule: (typeof GRANT_FINDINGS)[GrantFindingCode];
  readonly code: GrantFindingCode;
  readonly severity: 'block';
  readonly evidence: Readonly<Record<string, string | number>>;
}

export interface GrantFacts extends Pick<Facts, 'agency' | 'officers' | 'matters' | 'policy'> {
  /** The device as it is enrolled; undefined where it is not, or is revoked. */
  readonly device: { readonly officer: Officer } | undefined;
  /** Officers who give it: the person who signs, and by POST-1 the head whom that person stands in for, as far as they are officers. */
  readonly givers: readonly string[];
}

export function assessGrant(terms: GrantTerms, facts: GrantFacts, now: Instant): (Finding | GrantFinding)[] {
  return [
    ...notToOneself(facts),
    ...deviceOfNamedOfficer(terms, facts),
    ...agencyQualified(terms, facts),
    ...entrustmentValid(terms, facts),
    ...enoughOfficers(terms, facts),
    ...officersBelong(terms, facts),
    ...(terms.matters.length === 0 ? [] : mattersPublished(terms, facts)),
    ...withinPolicy(terms, facts),
    ...windowAhead(terms, now),
  ];
}

/**
 * [GRANT-1] The head of the agency gives and ends a grant, and never to himself: a person who approves, issues and
 * inspects would be nobody's business. A deputy gives none to the head in whose name he acts, for the same reason. That nobody else
 * gives one is in `access/authorise.ts`.
 */
function notToOneself({ device, givers }: GrantFacts): GrantFinding[] {
  return device && givers.includes(device.officer.id) ? [found('own-device')] : [];
}

/** [GRANT-2] For a device of an officer of the agency, who is named; all named hold certificates for the whole time. */
function deviceOfNamedOfficer({ officers, window }: GrantTerms, facts: GrantFacts): GrantFinding[] {
  const { device, agency } = facts;
  const unqualified = facts.officers
    .filter((officer) => !holdsCertificate(officer, { window }))
    .map(({ name }) => found('officer-not-qualified', { officer: name }));
  if (!device) return [found('device-not-enrolled'), ...unqualified];
  const { id, name } = device.officer;
  if (device.officer.agency !== agency.id) return [found('device-of-other-agency', { officer: name }), ...unqualified];
  return officers.includes(id) ? unqualified : [found('holder-not-named', { officer: name }), ...unqualified];
}

/** [GRANT-3] Within the agency's region, for so many codes and so many days at most, with a written reason. */
function withinPolicy(
  { region, maxCodes, window, reason }: GrantTerms,
  { agency, policy }: GrantFacts,
): GrantFinding[] {
  const length = window.to - window.from;
  const [days, most] = [Math.ceil(length / DAY), policy.longestGrant / DAY];
  return [
    ...(covers(agency.region, region) ? [] : [found('region-too-wide', { agency: agency.name })]),
    ...(maxCodes <= policy.grantCodes ? [] : [found('too-many-codes', { most: policy.grantCodes })]),
    ...(length <= policy.longestGrant ? [] : [found('too-long', { days, most })]),
    ...(reason.trim() === '' ? [found('no-reason')] : []),
  ];
}

const found = (code: GrantFindingCode, evidence: GrantFinding['evidence'] = {}): GrantFinding => ({
  rule: GRANT_FINDINGS[code],
  code,
  severity: 'block',
  evidence,
});
