/** The list of officers' devices: its filters and sort keys. */
import * as v from 'valibot';
import type { ListSpec } from '../lists/list-query.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { LIGHTS } from './device-health.ts';
import { listedDeviceSchema } from './device-list.ts';

export const deviceListSpec = {
  filters: { light: v.picklist(LIGHTS), agency: agencyIdSchema },
  /** `trouble`: the worst first. `contact`: last time that the device was heard. */
  sorts: { trouble: 'number', contact: 'number' },
  defaultSort: 'trouble',
} as const satisfies ListSpec;

export const deviceRowSchema = v.object({
  ...listedDeviceSchema.entries,
  agency: agencyIdSchema,
  agencyName: v.string(),
});
export type DeviceRow = v.InferOutput<typeof deviceRowSchema>;
