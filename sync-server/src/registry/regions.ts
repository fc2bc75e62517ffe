/** Regions of the province: a store without any gets the official ones. */
import { regionSchema } from '@liangma/shared/kernel/regions';
import * as v from 'valibot';
import rows from '../../data/regions.json' with { type: 'json' };
import type { Deps } from '../deps.ts';
import { noted, unchanged } from '../ports/store.ts';

export async function ensureRegions({ store }: Pick<Deps, 'store'>): Promise<void> {
  if ((await store.read((tx) => tx.registry.regions(''))).length > 0) return;
  const regions = v.parse(v.array(regionSchema), rows);
  await store.write(async (tx) => {
    if ((await tx.registry.regions('')).length > 0) return unchanged(undefined);
    await tx.registry.saveRegions(regions);
    return noted(undefined);
  });
}
