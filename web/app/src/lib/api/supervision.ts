import { listedAlertSchema } from '@liangma/shared/alerts/listed-alert';
import type { Result } from '@liangma/shared/kernel/result';
import { matterSchema } from '@liangma/shared/matters/matter';
import { type Overview, overviewSchema } from '@liangma/shared/supervision/overview';
import { traceStepSchema } from '@liangma/shared/supervision/trace';
import { taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

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

export const readTrace = (id: string): Promise<Result<Trace, Problem>> =>
  request('GET', `/api/tasks/${encodeURIComponent(id)}/trace`, traceSchema);

const agencyDevicesSchema = v.object({
  agency: v.string(),
  name: v.string(),
  /** Devices in use, and how many devices have not sent everything. */
  devices: v.number(),
  notWhole: v.number(),
  asOf: v.number(),
});
export type AgencyDevices = v.InferOutput<typeof agencyDevicesSchema>;
const agenciesReply = v.object({ now: v.number(), agencies: v.array(agencyDevicesSchema) });

/** Agencies of the own region that have devices, those that lack something first. */
export const readAgencyDevices = (): Promise<Result<v.InferOutput<typeof agenciesReply>, Problem>> =>
  request('GET', '/api/supervision/devices', agenciesReply);
