import { type DeviceList, deviceListSchema, revocationSchema } from '@liangma/shared/devices/device-list';
import type { Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { request } from './request.ts';

/** Lists the devices of the own agency, those in trouble first. */
export const listDevices = (): Promise<Result<DeviceList, Problem>> => request('GET', '/api/devices', deviceListSchema);

export const revokeDevice = (id: string, reason: string): Promise<Result<unknown, Problem>> =>
  request('POST', `/api/devices/${id}/revoke`, v.object({ revoked: revocationSchema }), { reason });
