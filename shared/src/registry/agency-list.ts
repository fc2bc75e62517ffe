/** The list of agencies: its filters, its sort keys, and a row of it. */
import * as v from 'valibot';
import { regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { AGENCY_KINDS, agencySchema } from './agency.ts';

export const agencyListSpec = {
  filters: {
    region: regionCodeSchema,
    kind: v.picklist(AGENCY_KINDS),
    /** `unqualified`: not confirmed, or no longer active today. */
    state: v.picklist(['unqualified']),
  },
  sorts: { id: 'text' },
  defaultSort: 'id',
} as const satisfies ListSpec;

export const agencyRowSchema = v.object({ ...agencySchema.entries, regionName: v.string() });
export type AgencyRow = v.InferOutput<typeof agencyRowSchema>;
