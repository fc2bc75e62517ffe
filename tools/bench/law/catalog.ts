/** A catalog of the size that Gansu publishes: the demo's matters, and more of the same kind under other numbers. */
import type { Matter } from '@liangma/shared/matters/matter';
import { type MatterId, matterIdSchema } from '@liangma/shared/matters/matter-id';
import * as v from 'valibot';
import { MATTERS } from '../../../sync-server/src/demo/matters.ts';
import type { Random } from '../../../sync-server/src/demo/random.ts';

const SIZE = 369;
const FIRST_NUMBER = 100_000;

export const CATALOG: readonly Matter[] = Array.from({ length: SIZE }, (_, i) => {
  const model = MATTERS[i % MATTERS.length] as Matter;
  return i < MATTERS.length ? model : { ...model, id: v.parse(matterIdSchema, `M${FIRST_NUMBER + i}`) };
});

const ofKind = new Map<MatterId, readonly Matter[]>(
  MATTERS.map((model, first) => [model.id, CATALOG.filter((_, i) => i % MATTERS.length === first)]),
);

/** A matter of the kind of a demo matter. */
export function anyOfKind(model: Matter, random: Random): Matter {
  const matters = ofKind.get(model.id);
  if (!matters) throw new Error(`no demo matter ${model.id}`);
  return random.pick(matters);
}
