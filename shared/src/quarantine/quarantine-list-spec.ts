/** The list of held records: its filters and sort keys. */
import * as v from 'valibot';
import { BARRED_REASONS } from '../devices/barred.ts';
import type { ListSpec } from '../lists/list-query.ts';

export const quarantineListSpec = {
  filters: { reason: v.picklist(BARRED_REASONS) },
  /** When the first of the records arrived. */
  sorts: { arrived: 'number' },
  defaultSort: 'arrived',
} as const satisfies ListSpec;
