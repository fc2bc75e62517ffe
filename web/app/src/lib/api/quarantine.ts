import type { Result } from '@liangma/shared/kernel/result';
import { type DecidedList, decidedListSchema, type QuarantineCase } from '@liangma/shared/quarantine/quarantine-list';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

export type Decision = 'released' | 'dismissed';

/** All of a case at once. */
export const decideCase = (
  { events }: QuarantineCase,
  decision: Decision,
  note: string,
): Promise<Result<DecidedList, Problem>> =>
  request('POST', '/api/quarantine/decisions', decidedListSchema, {
    events: events.map(({ id }) => id),
    decision,
    note,
  });
