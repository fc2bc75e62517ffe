import type { Day } from '@liangma/shared/kernel/instant';
import { covers } from '@liangma/shared/kernel/regions';
import type { ImportWorld } from '@liangma/shared/registry/import/import-kind';
import type { Reads } from '../../ports/store.ts';

export interface RegistryWorld extends ImportWorld {
  /** Adds an agency that the file itself holds. */
  addAgency(id: string, name: string): void;
}

export async function worldOf(tx: Reads<'registry'>, today: Day, region: string): Promise<RegistryWorld> {
  const regions = new Set((await tx.registry.regions('')).map(({ code }) => code));
  const agencies = new Map<string, string>();
  const addAgency = (id: string, name: string) => agencies.set(id, id).set(name, id);
  for (const { id, name } of await tx.registry.agenciesIn('')) addAgency(id, name);
  return {
    today,
    hasRegion: (code) => regions.has(code),
    isOwnRegion: (code) => covers(region, code),
    agencyId: (codeOrName) => agencies.get(codeOrName),
    addAgency,
  };
}
