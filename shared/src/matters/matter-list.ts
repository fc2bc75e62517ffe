/** The list of published matters that an agency may use: its filters and sort keys. */
import * as v from 'valibot';
import type { ListSpec } from '../lists/list-query.ts';
import type { Matter } from './matter.ts';

export const matterListSpec = {
  filters: { cap: v.picklist(['flat', 'by-grade', 'none-stated']) },
  /** `id`: as the published list numbers them. */
  sorts: { id: 'text', title: 'text' },
  defaultSort: 'id',
} as const satisfies ListSpec;

/** Texts in which the search looks. */
export const matterTexts = ({ id, title, basis }: Matter): readonly string[] => [id, title, basis];
