import { type Actor, authorise } from '@liangma/shared/access/authorise';
import type { Instant } from '@liangma/shared/kernel/instant';
import { unconfirmedSince } from '@liangma/shared/tasks/confirmation';
import { isApplicant, isOneOfOfficers } from '@liangma/shared/tasks/impartial';
import { partnersOf } from '@liangma/shared/tasks/joining';
import type { Task } from '@liangma/shared/tasks/task';
import { hasCode } from '@liangma/shared/tasks/transition';

interface MayDo {
  readonly edit: boolean;
  readonly decide: boolean;
  /** APR-1: state the opinion of the legal review. */
  readonly review: boolean;
  /** QUAL-4: answer for the own agency, which is a partner. */
  readonly join: boolean;
  /** APR-2: confirm afterwards. */
  readonly confirm: boolean;
  /** It is their own, by applying or by changing it. */
  readonly own: boolean;
  /** They are one of its officers. */
  readonly inspects: boolean;
  readonly withdraw: boolean;
  /** JUR-1: record the filing of an inspection in another region. */
  readonly file: boolean;
  /** Copy it as a new application. */
  readonly apply: boolean;
  /** Make again what was returned or refused. */
  readonly again: boolean;
}

/** Returns what this person may do with the task now; the server decides the same. */
export function mayDo(actor: Actor | undefined, task: Task, now: Instant): MayDo {
  const subject = { agency: task.agency.id };
  const own = actor !== undefined && isApplicant(task, actor.account);
  const may = (action: 'task.apply' | 'task.decide' | 'task.file' | 'task.review' | 'task.withdraw'): boolean =>
    actor !== undefined && authorise(actor, action, now, subject);
  return {
    edit: task.state === 'applied' && may('task.apply'),
    decide: task.state === 'applied' && may('task.decide'),
    review: task.state === 'applied' && may('task.review') && !may('task.decide'),
    join:
      task.state === 'applied' &&
      actor !== undefined &&
      partnersOf(task).some(({ agency }) => authorise(actor, 'task.join', now, { agency: agency.id })),
    confirm: unconfirmedSince(task) !== null && may('task.decide'),
    own,
    inspects: actor !== undefined && isOneOfOfficers(task, actor.officer),
    withdraw: task.state === 'issued' && may('task.withdraw'),
    file: hasCode(task) && task.assistance !== undefined && may('task.file'),
    apply: may('task.apply'),
    again: task.state === 'rejected' && may('task.apply'),
  };
}
