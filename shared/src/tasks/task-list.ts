/** The list of tasks: its filters, its sort keys, and a row of it. */
import * as v from 'valibot';
import { taskIdSchema } from '../kernel/ids.ts';
import { daySchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { matterIdSchema } from '../matters/matter.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { enterpriseIdSchema, riskGradeSchema } from '../registry/enterprise.ts';
import { officerIdSchema } from '../registry/officer.ts';
import { unconfirmedSince } from './confirmation.ts';
import { applicantsOf } from './impartial.ts';
import { AGREEMENTS, agreementOf, partnersOf } from './joining.ts';
import { reviewsOf } from './signatures.ts';
import {
  stampSchema,
  TASK_SOURCES,
  TASK_STATES,
  TASK_TYPES,
  type Task,
  type TaskState,
  taskOfficerSchema,
} from './task.ts';

/** States as lists and counts tell them apart: an application that was sent back for correction (退回修改) is no refused one. */
export type ToldState = TaskState | 'returned';
export const TOLD_STATES = TASK_STATES.flatMap((state): ToldState[] =>
  state === 'rejected' ? ['returned', state] : [state],
);

export const toldState = (task: Task): ToldState => ('returned' in task ? 'returned' : task.state);

/**
 * States that people count together. `approved`: every inspection that was ever approved. `open`: it may still be carried
 * out. `planned`: its officers have something to do, or will have once it is approved.
 * `not-approved`: sent back or refused by the head. `refused-at-door`: the enterprise refused, whatever came of it.
 */
export const STATE_GROUPS = {
  approved: TASK_STATES.filter((state) => state !== 'applied' && state !== 'rejected' && state !== 'off-site'),
  open: ['issued', 'inspecting'],
  planned: ['applied', 'issued', 'inspecting'],
  'not-approved': ['returned', 'rejected'],
  'refused-at-door': ['refused', 'performed-after-refusal'],
} as const satisfies Record<string, readonly ToldState[]>;

export const LISTED_STATES = [...TOLD_STATES, ...(Object.keys(STATE_GROUPS) as (keyof typeof STATE_GROUPS)[])];
export type ListedState = (typeof LISTED_STATES)[number];

/** The states that a value of the filter `state` stands for. */
export const statesOf = (state: ListedState): readonly ToldState[] =>
  state in STATE_GROUPS ? STATE_GROUPS[state as keyof typeof STATE_GROUPS] : [state as ToldState];

/** Name of the count of applications that the head has to decide, or to agree to, beside the counts of the states. */
export const TO_DECIDE = 'to-decide';

export const taskListSpec = {
  filters: {
    state: v.picklist(LISTED_STATES),
    type: v.picklist(TASK_TYPES),
    /** First and last day on which the inspection begins. */
    from: daySchema,
    to: daySchema,
    /** First day on which the inspection period ends: with `to` of the same day, the periods that touch that day. */
    ends: daySchema,
    /** Region code prefix. */
    region: regionCodeSchema,
    agency: agencyIdSchema,
    officer: officerIdSchema,
    matter: matterIdSchema,
    enterprise: enterpriseIdSchema,
    /** FREQ-3: joint inspections alone. */
    joint: v.picklist(['joint']),
    /** APR-2: `due`: the head has still to confirm it. */
    confirmation: v.picklist(['due']),
    /** JUR-1: `due`: the assistance of another region has still to be filed. */
    filing: v.picklist(['due']),
    /**
     * For supervisors alone. `alerts`: has an open alert. `evaluated`: an evaluation of the last 30 days counts for it.
     * [EVAL-3] No filter tells what an evaluation says: whoever reads that is kept.
     */
    with: v.picklist(['alerts', 'evaluated']),
  },
  sorts: { start: 'number' },
  defaultSort: '-start',
} as const satisfies ListSpec;

export const taskRowSchema = v.object({
  id: taskIdSchema,
  state: v.picklist(TASK_STATES),
  type: v.picklist(TASK_TYPES),
  source: v.picklist(TASK_SOURCES),
  agency: v.object({ id: agencyIdSchema, name: v.string() }),
  enterprise: v.object({
    id: enterpriseIdSchema,
    name: v.string(),
    region: regionCodeSchema,
    township: v.string(),
    grade: riskGradeSchema,
  }),
  matters: v.array(matterIdSchema),
  officers: v.array(taskOfficerSchema),
  window: v.object({ from: v.number(), to: v.number() }),
  applied: stampSchema,
  /** Accounts that applied for it or changed the application (APR-1). */
  applicants: v.array(v.string()),
  /** When it was returned or refused; null for all others. */
  rejectedAt: v.nullable(v.number()),
  /** The returned or refused application that this one makes again. */
  replaces: v.nullable(taskIdSchema),
  nth: v.number(),
  /** Check number; null without a code. */
  number: v.nullable(v.string()),
  /** True for an application that its head sent back. */
  isReturned: v.boolean(),
  /** APR-2: time since which its confirmation is due; null where none is. */
  unconfirmedSince: v.nullable(v.number()),
  /** Objections of the legal review to the present version. */
  objections: v.number(),
  /** Partner agencies of a joint inspection, with their stand towards the application as it is. */
  partners: v.array(v.object({ id: agencyIdSchema, name: v.string(), agreement: v.picklist(AGREEMENTS) })),
  /** Codes of open alerts; only supervisors are told. */
  alerts: v.array(v.string()),
});
export type TaskRow = v.InferOutput<typeof taskRowSchema>;

export const taskRowOf = (task: Task, alerts: readonly string[] = []): TaskRow => ({
  id: task.id,
  state: task.state,
  type: task.type,
  source: task.source,
  agency: task.agency,
  enterprise: {
    id: task.enterprise.id,
    name: task.enterprise.name,
    region: task.enterprise.region,
    township: task.enterprise.township,
    grade: task.enterprise.grade,
  },
  matters: task.matters,
  officers: task.officers,
  window: task.window,
  applied: task.applied,
  applicants: applicantsOf(task),
  rejectedAt: 'rejected' in task ? task.rejected.at : null,
  replaces: task.replaces ?? null,
  nth: task.nth,
  number: ('number' in task && task.number) || null,
  isReturned: 'returned' in task,
  unconfirmedSince: unconfirmedSince(task),
  objections: reviewsOf(task).filter(({ stand, isOutdated }) => stand === 'object' && !isOutdated).length,
  partners: partnersOf(task).map((partner) => ({
    id: partner.agency.id,
    name: partner.agency.name,
    agreement: agreementOf(task, partner),
  })),
  alerts: [...alerts],
});
