import type { Result } from '@liangma/shared/kernel/result';
import { matterSchema } from '@liangma/shared/matters/matter';
import {
  type InspectionRow,
  inspectionRowsSchema,
  type Overview,
  overviewSchema,
} from '@liangma/shared/supervision/overview';
import { traceStepSchema } from '@liangma/shared/supervision/trace';
import { listedAlertSchema } from '@liangma/shared/sync/listed-alert';
import { taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

const rows = v.pipe(
  inspectionRowsSchema,
  v.transform((reply) => reply.rows),
);
const traceSchema = v.object({
  task: taskSchema,
  steps: v.array(traceStepSchema),
  alerts: v.array(listedAlertSchema),
  /** The matters of the task, as the list has them now. */
  matters: v.array(matterSchema),
});
export type Trace = v.InferOutput<typeof traceSchema>;

export const readOverview = (): Promise<Result<Overview, Problem>> =>
  request('GET', '/api/supervision/overview', overviewSchema);

/** Newest first, of the own region. */
export const listInspections = (limit = 30): Promise<Result<InspectionRow[], Problem>> =>
  request('GET', `/api/supervision/inspections${query({ limit })}`, rows);

export const readTrace = (id: string): Promise<Result<Trace, Problem>> =>
  request('GET', `/api/tasks/${encodeURIComponent(id)}/trace`, traceSchema);
