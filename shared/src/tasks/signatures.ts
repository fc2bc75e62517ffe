/** Signature chain of a task (签批记录): who applied, changed, reviewed, decided and confirmed, in which post, with which words. */
import { agreementOf, partnersOf } from './joining.ts';
import type { Opinion, Stamp, Task } from './task.ts';

export type SignatureStep =
  | 'applied'
  | 'edited'
  | 'reviewed'
  | 'joined'
  | 'declined'
  | 'granted'
  | 'approved'
  | 'rejected'
  | 'returned'
  | 'confirmed';

export interface Signature extends Stamp {
  readonly step: SignatureStep;
  readonly post: 'clerk' | 'inspector' | 'legal-reviewer' | 'approver';
  /** Name of the partner agency whose head answered. */
  readonly agency?: string;
  /** Only of a review. */
  readonly stand?: Opinion['stand'];
  readonly text: string;
  /** Given on a version that was changed afterwards. */
  readonly isOutdated: boolean;
}

/** Oldest first. */
export function signaturesOf(task: Task): Signature[] {
  const { applied, edits = [], opinions = [] } = task;
  const isOutdated = (at: number): boolean => edits.some((edit) => edit.at > at);
  const onSite = 'grant' in task && task.grant !== undefined;
  const chain = [
    sign(applied, 'applied', onSite ? 'inspector' : 'clerk'),
    ...edits.map((edit) => sign(edit, 'edited', 'clerk')),
    ...opinions
      .filter(({ kind }) => kind === 'review')
      .map((one) => ({
        ...sign(one, 'reviewed', 'legal-reviewer', one.text),
        stand: one.stand,
        isOutdated: isOutdated(one.at),
      })),
    ...answersOf(task),
    ...decisionOf(task, onSite),
    ...opinions.filter(isLater(task)).map((one) => sign(one, 'confirmed', 'approver', one.text)),
  ];
  return chain.sort((a, b) => a.at - b.at);
}

/** QUAL-4: answers of the partners of a joint inspection. */
const answersOf = (task: Task): Signature[] =>
  partnersOf(task).flatMap(({ agency, answers }) =>
    answers.map((answer, place) => ({
      ...sign(answer, answer.stand === 'agree' ? 'joined' : 'declined', 'approver', answer.text),
      agency: agency.name,
      isOutdated: place < answers.length - 1 || agreementOf(task, { answers }) === 'outdated',
    })),
  );

function decisionOf(task: Task, onSite: boolean): Signature[] {
  if ('rejected' in task)
    return [sign(task.rejected, task.returned ? 'returned' : 'rejected', 'approver', task.reason)];
  if (!('approved' in task)) return [];
  const words = task.opinions?.find((one) => one.kind !== 'review' && one.at === task.approved.at);
  return [sign(task.approved, onSite ? 'granted' : 'approved', 'approver', words?.text)];
}

/** Words given with the approval stand there. */
const isLater =
  (task: Task) =>
  ({ kind, at }: Opinion): boolean =>
    kind === 'confirmation' && !('approved' in task && task.approved.at === at);

function sign({ at, by, name, onBehalfOf }: Stamp, step: SignatureStep, post: Signature['post'], text = ''): Signature {
  return { at, by, name, ...(onBehalfOf ? { onBehalfOf } : {}), step, post, text, isOutdated: false };
}

/** Reviews of the version that is to be decided. */
export const reviewsOf = (task: Task): Signature[] => signaturesOf(task).filter(({ step }) => step === 'reviewed');
