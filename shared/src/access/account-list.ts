/** The list of accounts: its filters, its sort keys, and a row of it. */
import * as v from 'valibot';
import { type RegionCode, regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { actorSchema } from './authorise.ts';
import { roleSchema } from './post.ts';

export const accountListSpec = {
  filters: {
    role: roleSchema,
    agency: agencyIdSchema,
    region: regionCodeSchema,
    /** `first-password`: has not signed in yet. */
    state: v.picklist(['open', 'first-password', 'closed']),
  },
  /** By pinyin. */
  sorts: { name: 'text' },
  defaultSort: 'name',
} as const satisfies ListSpec;

export const accountRowSchema = v.object({
  ...actorSchema.entries,
  phone: v.string(),
  closedAt: v.nullable(v.number()),
});
export type AccountRow = v.InferOutput<typeof accountRowSchema>;

/** Accounts of one agency, or all of a region. */
export type AccountListScope = { readonly agency: string } | { readonly region: RegionCode };
