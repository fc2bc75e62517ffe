import type { Region } from '@liangma/shared/kernel/regions';
import type { Deps } from '../deps.ts';
import { noted, unchanged } from '../ports/store.ts';

/** Saves the regions in a store that has none. */
export async function ensureRegions({ store }: Pick<Deps, 'store'>, official: () => readonly Region[]): Promise<void> {
  if ((await store.read((tx) => tx.registry.regions(''))).length > 0) return;
  await store.write(async (tx) => {
    if ((await tx.registry.regions('')).length > 0) return unchanged(undefined);
    await tx.registry.saveRegions(official());
    return noted(undefined);
  });
}
