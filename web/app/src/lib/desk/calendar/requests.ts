import type { Day } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { Result } from '@liangma/shared/kernel/result';
import { type Leave, type LeaveTerms, leaveSchema } from '@liangma/shared/registry/leave';
import { type Calendar, calendarSchema } from '@liangma/shared/tasks/calendar';
import * as v from 'valibot';
import type { Problem } from '#lib/api/problem.ts';
import { query, request } from '#lib/api/request.ts';

const many = v.pipe(
  v.object({ leaves: v.array(leaveSchema) }),
  v.transform(({ leaves }) => leaves),
);
const one = v.pipe(
  v.object({ leave: leaveSchema }),
  v.transform(({ leave }) => leave),
);

/** `region`: the county that a reader of several wants to see. */
export const readCalendar = (from: Day, to: Day, region?: RegionCode): Promise<Result<Calendar, Problem>> =>
  request('GET', `/api/calendar${query({ from, to, ...(region ? { region } : {}) })}`, calendarSchema);

/** Absences of the own agency's officers from a day on. */
export const readLeaves = (from: Day): Promise<Result<Leave[], Problem>> =>
  request('GET', `/api/leaves${query({ from })}`, many);

export const enterLeave = (terms: LeaveTerms): Promise<Result<Leave, Problem>> =>
  request('POST', '/api/leaves', one, terms);

export const removeLeave = (id: string): Promise<Result<Leave, Problem>> =>
  request('POST', `/api/leaves/${encodeURIComponent(id)}/removal`, one, {});
