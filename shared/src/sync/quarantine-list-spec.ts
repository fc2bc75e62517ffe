/** The list of held records: its filters and sort keys. */
import * as v from 'valibot';
import type { ListSpec } from '../lists/list-query.ts';
import { BARRED_REASONS } from './barred.ts';

export const quarantineListSpec = {
  filters: { reason: v.picklist(BARRED_REASONS) },
  /** When the first of the records arrived. */
  sorts: { arrived: 'number' },
  defaultSort: 'arrived',
} as const satisfies ListSpec;
