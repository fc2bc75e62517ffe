/** Persons who may not decide over a task: its applicants and its officers (APR-1, APR-4). */
import type { Task } from './task.ts';

/** The approver: their account, and the officer they are themselves, if any. */
export interface Approver {
  readonly account: string;
  readonly officer: string | null;
  /** POST-1: the head for whom they stand in. */
  readonly onBehalfOf?: Approver | undefined;
}

/** [APR-1] Tells whether an account applied or changed the application: such an account does not approve it. */
export const isApplicant = (task: Task, account: string): boolean => applicantsOf(task).includes(account);

/** Accounts that applied for the task or changed the application, each once. */
export const applicantsOf = ({ applied, edits = [] }: Task): string[] => [
  ...new Set([applied, ...edits].map(({ by }) => by)),
];

/** [APR-4] Nobody approves an inspection in which he is one of the officers. */
export const isOneOfOfficers = ({ officers }: Pick<Task, 'officers'>, officer: string | null): boolean =>
  officers.some(({ id }) => id === officer);

/**
 * Neither the applicant (APR-1) nor one of the officers (APR-4). [POST-1] Both hold for the person who decides and for the head
 * in whose name he does: nobody has his own inspection approved by a deputy.
 */
export const isPartial = (task: Task, { account, officer, onBehalfOf }: Approver): boolean =>
  isApplicant(task, account) ||
  isOneOfOfficers(task, officer) ||
  (onBehalfOf !== undefined && isPartial(task, onBehalfOf));
