/** The matters of the demo: 58 published rows of other places with their source, and invented ones marked so. */
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import * as v from 'valibot';
import rows from '../../data/matters.json' with { type: 'json' };

export const MATTERS: readonly Matter[] = v.parse(v.array(matterSchema), rows);

const byId = new Map<string, Matter>(MATTERS.map((matter) => [matter.id, matter]));

export function matterOf(id: string): Matter {
  const matter = byId.get(id);
  if (!matter) throw new Error(`no demo matter ${id}`);
  return matter;
}
