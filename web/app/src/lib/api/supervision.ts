import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { instantSchema } from '@liangma/shared/kernel/instant';
import type { Result } from '@liangma/shared/kernel/result';
import { traceStepSchema } from '@liangma/shared/supervision/trace';
import { taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { alertSchema } from './alerts.ts';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

const countySchema = v.object({
  code: v.string(),
  name: v.string(),
  prefecture: v.string(),
  prefectureName: v.string(),
  ongoing: v.number(),
  today: v.number(),
  alerts: v.number(),
});
export type County = v.InferOutput<typeof countySchema>;

const overviewSchema = v.object({
  now: instantSchema,
  today: v.object({ inspections: v.number(), ongoing: v.number(), refused: v.number(), alerts: v.number() }),
  satisfaction: v.object({ satisfied: v.number(), total: v.number() }),
  counties: v.array(countySchema),
});
export type Overview = v.InferOutput<typeof overviewSchema>;

const inspectionRowSchema = v.object({
  task: taskIdSchema,
  at: instantSchema,
  county: v.string(),
  agency: v.string(),
  enterprise: v.string(),
  state: v.picklist(taskSchema.options.map((option) => option.entries.state.literal)),
  alerts: v.array(v.string()),
});
export type InspectionRow = v.InferOutput<typeof inspectionRowSchema>;

const rows = v.pipe(
  v.object({ rows: v.array(inspectionRowSchema) }),
  v.transform((reply) => reply.rows),
);
const traceSchema = v.object({ task: taskSchema, steps: v.array(traceStepSchema), alerts: v.array(alertSchema) });
export type Trace = v.InferOutput<typeof traceSchema>;

export const readOverview = (): Promise<Result<Overview, Problem>> =>
  request('GET', '/api/supervision/overview', overviewSchema);

/** Newest first, of the own region. */
export const listInspections = (limit = 30): Promise<Result<InspectionRow[], Problem>> =>
  request('GET', `/api/supervision/inspections${query({ limit })}`, rows);

export const readTrace = (id: string): Promise<Result<Trace, Problem>> =>
  request('GET', `/api/tasks/${encodeURIComponent(id)}/trace`, traceSchema);
