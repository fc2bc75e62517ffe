import type { Day } from '@liangma/shared/kernel/instant';
import { covers } from '@liangma/shared/kernel/regions';
import type { ImportWorld } from '@liangma/shared/registry/import/import-kind';
import type { Reads } from '../../ports/store.ts';

interface NamedAgency {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  /** Undefined where a file has no such column. */
  readonly kind: string | undefined;
  /** Code or full name; undefined where a file has no such column. */
  readonly parent: string | null | undefined;
}

export interface RegistryWorld extends ImportWorld {
  /** Adds an agency that the file itself holds. */
  addAgency(agency: NamedAgency): void;
  /** The file holds this agency. */
  isInFile(agency: string): boolean;
}

export async function worldOf(tx: Reads<'registry'>, today: Day, region: string): Promise<RegistryWorld> {
  const regions = new Set((await tx.registry.regions('')).map(({ code }) => code));
  const agencies = new Map<string, string>();
  const regionOf = new Map<string, string>();
  const parents = new Map<string, string | null>();
  const kinds = new Map<string, string>();
  const inFile = new Set<string>();
  const addAgency = (agency: NamedAgency) => {
    agencies.set(agency.id, agency.id).set(agency.name, agency.id);
    regionOf.set(agency.id, agency.region);
    if (agency.kind !== undefined) kinds.set(agency.id, agency.kind);
    if (agency.parent !== undefined) parents.set(agency.id, agency.parent);
  };
  for (const agency of await tx.registry.agenciesIn('')) addAgency(agency);
  return {
    today,
    hasRegion: (code) => regions.has(code),
    isOwnRegion: (code) => covers(region, code),
    isOwnAgency: (id) => covers(region, regionOf.get(id) ?? ''),
    agencyId: (codeOrName) => agencies.get(codeOrName),
    isEntrusted: (id) => kinds.get(id) === 'entrusted',
    parentOf: (id) => agencies.get(parents.get(id) ?? ''),
    addAgency(agency) {
      inFile.add(agency.id);
      addAgency(agency);
    },
    isInFile: (agency) => inFile.has(agency),
  };
}
