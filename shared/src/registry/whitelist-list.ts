/** The list of the whitelist (WL-1): its filters, its sort keys, and a row of it, which is one entry. */
import * as v from 'valibot';
import { daySchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import type { ListSpec } from '../lists/list-query.ts';
import { enterpriseIdSchema } from './enterprise.ts';
import { WHITELIST_STATES, whitelistEntrySchema } from './whitelist.ts';

export const whitelistListSpec = {
  filters: {
    /** `current` holds today, `coming` begins later, `ended` includes removed ones. */
    state: v.picklist(WHITELIST_STATES),
    /** County, or another region in the own one. */
    region: regionCodeSchema,
  },
  /** `last`: last day on which the entry holds. */
  sorts: { last: 'text', from: 'text' },
  defaultSort: '-last',
} as const satisfies ListSpec;

const { id, from, until, condition, document, removed } = whitelistEntrySchema.entries;

export const whitelistRowSchema = v.object({
  enterprise: v.object({ id: enterpriseIdSchema, name: v.string(), region: regionCodeSchema }),
  /** Names of its county and township. */
  county: v.string(),
  township: v.string(),
  id,
  from,
  until,
  condition,
  document,
  removed,
  state: v.picklist(WHITELIST_STATES),
  last: daySchema,
});
export type WhitelistRow = v.InferOutput<typeof whitelistRowSchema>;
