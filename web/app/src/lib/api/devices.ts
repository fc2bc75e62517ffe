import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import type { Result } from '@liangma/shared/kernel/result';
import { deviceReportSchema } from '@liangma/shared/protocol/device-report';
import { officerIdSchema } from '@liangma/shared/registry/officer';
import { deviceHealthSchema } from '@liangma/shared/sync/device-health';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

const revocation = v.object({ at: v.number(), by: v.string(), name: v.string(), reason: v.string() });

const deviceSchema = v.object({
  id: deviceIdSchema,
  officer: v.object({ id: officerIdSchema, name: v.string() }),
  ...{ enrolledAt: v.number(), lastContactAt: v.number(), lastSeq: v.number(), waiting: v.number() },
  revoked: v.nullable(revocation),
  kept: v.nullable(
    v.object({
      report: deviceReportSchema,
      ...{ receivedAt: v.number(), lastSuccessAt: v.nullable(v.number()), protocol: v.nullable(v.number()) },
    }),
  ),
  health: deviceHealthSchema,
});
export type ListedDevice = v.InferOutput<typeof deviceSchema>;

const listReply = v.object({ now: v.number(), devices: v.array(deviceSchema) });
export type DeviceList = v.InferOutput<typeof listReply>;

/** Of the own agency, trouble first. */
export const listDevices = (): Promise<Result<DeviceList, Problem>> => request('GET', '/api/devices', listReply);

export const revokeDevice = (id: string, reason: string): Promise<Result<unknown, Problem>> =>
  request('POST', `/api/devices/${id}/revoke`, v.object({ revoked: revocation }), { reason });
