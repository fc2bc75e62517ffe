/** The list of published matters that an agency may use: its filters and sort keys. */
import * as v from 'valibot';
import type { ListSpec } from '../lists/list-query.ts';
import { citationOf } from './basis.ts';
import { CAP_KINDS } from './cap.ts';
import type { Matter } from './matter.ts';

export const matterListSpec = {
  filters: { cap: v.picklist(CAP_KINDS) },
  /** `id`: as the published list numbers them. */
  sorts: { id: 'text', title: 'text' },
  defaultSort: 'id',
} as const satisfies ListSpec;

/** Texts in which the search looks. */
export const matterTexts = ({ id, title, bases }: Matter): readonly string[] => [id, title, citationOf(bases)];
