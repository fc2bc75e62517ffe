/**
 * Parts of a joint inspection. Rules about an agency (QUAL-1, QUAL-2, JUR-1) and its yearly limits (FREQ-1, FREQ-2) hold for each
 * agency that takes part, over the matters that it carries; all other rules hold for the whole.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Agency, AgencyRef } from '../../registry/agency.ts';
import type { Application, Partner } from '../../tasks/task.ts';
import { sameAgencyOverlap } from '../duplicates.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { officerChanged } from '../frequency/officer.ts';
import { exemptWithinReason, underCap } from '../frequency.ts';
import { agencyQualified, entrustmentValid } from '../qualification.ts';
import { carrierOf, insideRegion } from '../subject.ts';

type Rule = (application: Application, facts: Facts, now: Instant) => Finding[];

/** Returns the matters of an application that an agency carries. A matter that nobody may use stays with the lead agency (MAT-1). */
export function mattersCarried(
  matters: Application['matters'],
  agency: Pick<Agency, 'id'>,
  facts: Pick<Facts, 'agency' | 'partners' | 'matters'>,
): Application['matters'] {
  const agencies = [facts.agency, ...facts.partners];
  return matters.filter((id) => {
    const matter = facts.matters.find((one) => one.id === id);
    return ((matter && carrierOf(matter, agencies)) ?? facts.agency).id === agency.id;
  });
}

/** Returns the application as far as it is the part of one agency: its matters, under its own region. */
function partOf(application: Application, facts: Facts, agency: Agency): readonly [Application, Facts] {
  const { assistance: _, ...own } = application;
  const matters = mattersCarried(application.matters, agency, facts);
  return agency.id === facts.agency.id
    ? [{ ...application, matters }, facts]
    : [
        { ...own, matters },
        { ...facts, agency },
      ];
}

/** Returns the part of each agency with the facts about it, the lead agency first. */
export const partsOf = (application: Application, facts: Facts): (readonly [Application, Facts])[] =>
  [facts.agency, ...facts.partners].map((agency) => partOf(application, facts, agency));

/** Applies a rule to the part of each agency. A finding about a partner names it, and is cured without it too. */
export const ofEachAgency =
  (rule: Rule): Rule =>
  (application, facts, now) =>
    partsOf(application, facts).flatMap(([part, known]) => {
      const found = rule(part, known, now);
      return known.agency.id === facts.agency.id ? found : found.map((one) => ofPartner(one, known.agency));
    });

const ofPartner = (found: Finding, { id, name }: Agency): Finding => ({
  ...found,
  evidence: { ...found.evidence, partner: name },
  cures: [...found.cures.filter(({ kind }) => kind !== 'give-assistance'), { kind: 'remove-partner', agency: id }],
});

/** Rules about the part of one agency that its own desk judges when its head agrees. */
const PART_RULES: readonly Rule[] = [
  agencyQualified,
  entrustmentValid,
  insideRegion,
  underCap,
  exemptWithinReason,
  officerChanged,
  sameAgencyOverlap,
];

/**
 * [QUAL-4] [DUP-2] Returns what keeps a partner from agreeing, by the facts that it may know: its qualification, region and limits, its
 * officers' visits (FREQ-5), and an inspection of its own that overlaps.
 */
export function findingsOfPart(application: Application, facts: Facts, partner: Agency, now: Instant): Finding[] {
  const [part] = partOf(application, facts, partner);
  const officers = facts.officers.filter(({ agency }) => agency === partner.id);
  const own = { ...facts, agency: partner, officers };
  return PART_RULES.flatMap((rule) => rule(part, own, now)).filter(
    ({ severity }) => severity === 'block' || severity === 'reason',
  );
}

/** Returns the partners as a task keeps them before they answer. */
export const partnersFor = (
  { matters }: Pick<Application, 'matters'>,
  facts: Pick<Facts, 'agency' | 'partners' | 'matters'>,
  refOf: (agency: Agency) => AgencyRef,
): Partner[] =>
  facts.partners.map((agency) => ({
    agency: refOf(agency),
    matters: mattersCarried(matters, agency, facts),
    answers: [],
  }));
