import {
  type Batch,
  type BatchOutcome,
  type BatchRow,
  batchOutcomeSchema,
  batchRowSchema,
} from '@liangma/shared/compliance/batch';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const rowsReply = v.pipe(
  v.object({ rows: v.array(batchRowSchema) }),
  v.transform(({ rows }) => rows),
);
const outcomesReply = v.pipe(
  v.object({ outcomes: v.array(batchOutcomeSchema) }),
  v.transform(({ outcomes }) => outcomes),
);

/** Returns the findings about each target, in their order. */
export const assessBatch = (batch: Batch): Promise<Result<BatchRow[], Problem>> =>
  request('POST', '/api/tasks/batch/assess', rowsReply, batch);

/** Applies for each target; one that is refused holds back no other. */
export const applyBatch = (batch: Batch): Promise<Result<BatchOutcome[], Problem>> =>
  request('POST', '/api/tasks/batch', outcomesReply, batch);
