/** The list of officers: its filters, its sort keys, and a row of it. */
import * as v from 'valibot';
import { regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { agencyIdSchema } from './agency.ts';
import { officerSchema } from './officer.ts';

export const officerListSpec = {
  filters: {
    region: regionCodeSchema,
    agency: agencyIdSchema,
    /** `renew`: the certificate has ended or ends within 30 days. */
    state: v.picklist(['suspended', 'renew']),
  },
  /** `validTo`: last valid day of the certificate. */
  sorts: { validTo: 'text' },
  defaultSort: 'validTo',
} as const satisfies ListSpec;

export const officerRowSchema = v.object({ ...officerSchema.entries, agencyName: v.string() });
export type OfficerRow = v.InferOutput<typeof officerRowSchema>;

/** A certificate is to be renewed within so many days of its end. */
export const RENEWAL_DAYS = 30;
