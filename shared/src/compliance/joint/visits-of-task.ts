/** Visits that a task is to the enterprise, as the rules count them. */
import { agreedPartners, mattersOfLead, officersFrom } from '../../tasks/joining.ts';
import type { Task } from '../../tasks/task.ts';
import type { Visit } from '../facts.ts';

/**
 * [FREQ-3] A joint inspection is a visit of each agency that takes part, over its own matters and officers, and all of them share the
 * name of the joint one. A partner that has not agreed takes no part yet.
 */
export function visitsOfTask(task: Task): Visit[] {
  const partners = agreedPartners(task);
  const joint = partners.length > 0 ? task.id : null;
  const common = {
    task: task.id,
    type: task.type,
    source: task.source,
    window: task.window,
    state: task.state,
    endedAt: 'record' in task ? task.record.endedAt : null,
    outcome: 'record' in task ? task.record.outcome : null,
    line: null,
    level: null,
    joint,
    premises: null,
  } as const;
  const of = (
    { id, name, principal }: Task['agency'],
    matters: Task['matters'],
    officers: Task['officers'],
  ): Visit => ({
    ...common,
    agency: id,
    agencyName: name,
    matters,
    principal: principal?.id ?? null,
    officers: officers.map((officer) => officer.id),
  });
  return [
    of(task.agency, joint === null ? task.matters : mattersOfLead(task), officersFrom(task, task.agency.id)),
    ...partners.map(({ agency, matters }) => of(agency, matters, officersFrom(task, agency.id))),
  ];
}
