/** The devices of an agency as its desk sees them. */
import * as v from 'valibot';
import { deviceIdSchema } from '../kernel/ids.ts';
import { officerIdSchema } from '../registry/officer.ts';
import { stampSchema } from '../tasks/task.ts';
import { deviceHealthSchema } from './device-health.ts';
import { deviceReportSchema } from './device-report.ts';

export const revocationSchema = v.object({ ...stampSchema.entries, reason: v.string() });

export const listedDeviceSchema = v.object({
  id: deviceIdSchema,
  officer: v.object({ id: officerIdSchema, name: v.string() }),
  enrolledAt: v.number(),
  lastContactAt: v.number(),
  lastSeq: v.number(),
  waiting: v.number(),
  revoked: v.nullable(revocationSchema),
  kept: v.nullable(
    v.object({
      report: deviceReportSchema,
      receivedAt: v.number(),
      lastSuccessAt: v.nullable(v.number()),
      protocol: v.nullable(v.number()),
    }),
  ),
  health: deviceHealthSchema,
});
export type ListedDevice = v.InferOutput<typeof listedDeviceSchema>;

/** Trouble first. */
export const deviceListSchema = v.object({ now: v.number(), devices: v.array(listedDeviceSchema) });
export type DeviceList = v.InferOutput<typeof deviceListSchema>;
