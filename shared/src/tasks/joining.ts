/**
 * 联合检查: one task of a lead agency in which partner agencies take part. Each partner's head agrees or declines at the
 * partner's own desk before the head of the lead agency approves (docs/adr/0033-joint-inspections.md).
 */
import { err, ok, type Result } from '../kernel/result.ts';
import type { AgencyRef } from '../registry/agency.ts';
import { type Approver, isPartial } from './impartial.ts';
import type { Partner, PartnerAnswer, Stamp, Task } from './task.ts';

/** Answer of a partner's head: agreement with words or without, or a decline with its reason. */
export type JoinAnswer = Pick<PartnerAnswer, 'stand' | 'text'>;

/** `outdated`: the application was changed after the answer. */
export const AGREEMENTS = ['waiting', 'agreed', 'declined', 'outdated'] as const;
export type Agreement = (typeof AGREEMENTS)[number];

type Joint = Pick<Task, 'partners' | 'edits'>;

/** Returns how often the application was changed: an answer holds for the version that its head saw. */
const versionOf = ({ edits = [] }: Joint): number => edits.length;

/** Returns the stand of a partner towards the application as it is now. */
export function agreementOf(task: Joint, { answers }: Pick<Partner, 'answers'>): Agreement {
  const last = answers.at(-1);
  if (!last) return 'waiting';
  if (last.version !== versionOf(task)) return 'outdated';
  return last.stand === 'agree' ? 'agreed' : 'declined';
}

export const partnersOf = ({ partners = [] }: Pick<Task, 'partners'>): readonly Partner[] => partners;

/** Returns the partner that the agency is; undefined for the lead agency and for strangers. */
export const partnerOf = (task: Pick<Task, 'partners'>, agency: string | undefined): Partner | undefined =>
  partnersOf(task).find((partner) => partner.agency.id === agency);

/** Returns every agency that takes part, the lead agency first. */
export const agenciesOf = ({ agency, partners = [] }: Pick<Task, 'agency' | 'partners'>): AgencyRef[] => [
  agency,
  ...partners.map((partner) => partner.agency),
];

/** Returns the partners whose agreement to the present version is missing; no code is issued before (QUAL-4). */
export const missingPartners = (task: Joint): readonly Partner[] =>
  partnersOf(task).filter((partner) => agreementOf(task, partner) !== 'agreed');

/** Returns the partners that have agreed to the present version: the inspection is theirs too. */
export const agreedPartners = (task: Joint): readonly Partner[] =>
  partnersOf(task).filter((partner) => agreementOf(task, partner) === 'agreed');

/** True if the agency is a partner whose head has still to answer. */
export function waitsFor(task: Joint & Pick<Task, 'state'>, agency: string | undefined): boolean {
  const partner = partnerOf(task, agency);
  return task.state === 'applied' && partner !== undefined && isUnanswered(agreementOf(task, partner));
}

const isUnanswered = (agreement: Agreement): boolean => agreement === 'waiting' || agreement === 'outdated';

/** Returns the matters of the lead agency: those that no partner carries. */
export const mattersOfLead = ({ matters, partners = [] }: Pick<Task, 'matters' | 'partners'>): Task['matters'] =>
  matters.filter((id) => !partners.some((partner) => partner.matters.includes(id)));

/** Returns the officers that an agency sends. */
export const officersFrom = ({ agency, officers }: Pick<Task, 'agency' | 'officers'>, id: string): Task['officers'] =>
  officers.filter((officer) => (officer.agency ?? agency.id) === id);

/** Returns the name of the agency that sends an officer to a joint inspection; undefined of any other. */
export function senderOf(
  task: Pick<Task, 'agency' | 'partners'>,
  officer: Task['officers'][number],
): string | undefined {
  if (!task.partners) return undefined;
  return (partnerOf(task, officer.agency)?.agency ?? task.agency).name;
}

/** Agencies that may read a task: the lead agency and its partners, with the region of supervisors. */
export const readersOf = ({ agency, partners = [], enterprise }: Task) => ({
  agency: agency.id,
  partners: partners.map((partner) => partner.agency.id),
  region: enterprise.region,
});

/** Answer of the head of a partner agency to a joint inspection. */
export interface Joining {
  readonly agency: string;
  readonly by: Stamp;
  readonly approver: Approver;
  readonly answer: JoinAnswer;
}

/**
 * [QUAL-4] Keeps the answer of a partner's head, who neither applied nor inspects (APR-4). A later answer replaces the one before, until
 * the lead agency decides.
 */
export function joined(
  task: Task,
  { agency, by, approver, answer }: Joining,
): Result<Task, 'wrong-state' | 'same-person'> {
  if (task.state !== 'applied' || !partnerOf(task, agency)) return err('wrong-state');
  if (isPartial(task, approver)) return err('same-person');
  const given = { ...by, ...answer, version: versionOf(task) } as PartnerAnswer;
  const partners = partnersOf(task).map((partner) =>
    partner.agency.id === agency ? { ...partner, answers: [...partner.answers, given] } : partner,
  );
  return ok({ ...task, partners });
}

/** Keeps what partners answered to earlier versions when an application is changed; a partner that was left out goes. */
export const withEarlierAnswers = (next: readonly Partner[], before: Pick<Task, 'partners'>): Partner[] =>
  next.map((partner) => ({ ...partner, answers: partnerOf(before, partner.agency.id)?.answers ?? [] }));
