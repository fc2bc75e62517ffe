/** 请假 and other absences of an officer, in whole days. Nobody is kept from applying by them: the agency may change its mind. */
import * as v from 'valibot';
import { DAY, type Day, dayOf, daySchema, type Window } from '../kernel/instant.ts';
import { agencyIdSchema } from './agency.ts';
import { officerIdSchema } from './officer.ts';

/** 年休假, 病假, 事假, 学习培训, 外出公务. */
export const LEAVE_KINDS = ['annual', 'sick', 'personal', 'training', 'duty'] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/** Longest absence that one entry may state: a longer one is entered again, so that a slip of the year is noticed. */
export const MAX_LEAVE_DAYS = 366;

const terms = {
  officer: officerIdSchema,
  /** First and last day, both inclusive. */
  from: daySchema,
  to: daySchema,
  kind: v.picklist(LEAVE_KINDS),
};
export const leaveTermsSchema = v.pipe(
  v.object(terms),
  v.check(({ from, to }) => from <= to, 'days-reversed'),
  v.check(({ from, to }) => (Date.parse(to) - Date.parse(from)) / DAY < MAX_LEAVE_DAYS, 'too-long'),
);
export type LeaveTerms = v.InferOutput<typeof leaveTermsSchema>;

export const leaveSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  agency: agencyIdSchema,
  ...terms,
  /** Account that entered it. */
  by: v.string(),
});
export type Leave = v.InferOutput<typeof leaveSchema>;

/** Days of an absence; to other agencies its kind is not told. */
export type Away = Pick<Leave, 'officer' | 'from' | 'to'>;

export const isAwayOn = (leaves: readonly Away[], officer: string, day: Day): boolean =>
  leaves.some((leave) => leave.officer === officer && leave.from <= day && day <= leave.to);

/** Returns the absences of an officer that touch a window. */
export const awayDuring = <L extends Away>(leaves: readonly L[], officer: string, { from, to }: Window): L[] =>
  leaves.filter((leave) => leave.officer === officer && leave.from <= dayOf(to - 1) && dayOf(from) <= leave.to);
