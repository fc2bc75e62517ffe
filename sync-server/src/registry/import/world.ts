import type { Day } from '@liangma/shared/kernel/instant';
import { covers } from '@liangma/shared/kernel/regions';
import type { ImportWorld } from '@liangma/shared/registry/import/import-kind';
import type { ReadRow } from '@liangma/shared/registry/import/import-rows';
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
  /** Rows of the file by the entries that they are about, for a kind that needs the whole of it. */
  readonly file: Map<string, ReadRow>;
  /** The file has a row of an agency whose code, or whose name, cannot be read: others that name it are not to blame. */
  hasUnreadCode: boolean;
  hasUnreadName: boolean;
}

/** Stands for an agency whose code cannot be read. Nothing is stored under it, because its row is refused. */
export const UNREAD_AGENCY = '00-UNREAD';
const CODE = /^\d{2,12}-/;

export async function worldOf(tx: Reads<'registry'>, today: Day, region: string): Promise<RegistryWorld> {
  const regions = new Set((await tx.registry.regions('')).map(({ code }) => code));
  const agencies = new Map<string, string>();
  const regionOf = new Map<string, string>();
  const parents = new Map<string, string | null>();
  const kinds = new Map<string, string>();
  const addAgency = (agency: NamedAgency) => {
    agencies.set(agency.id, agency.id).set(agency.name, agency.id);
    regionOf.set(agency.id, agency.region);
    if (agency.kind !== undefined) kinds.set(agency.id, agency.kind);
    if (agency.parent !== undefined) parents.set(agency.id, agency.parent);
  };
  for (const agency of await tx.registry.agenciesIn('')) addAgency(agency);
  const world: RegistryWorld = {
    today,
    hasRegion: (code) => regions.has(code),
    isOwnRegion: (code) => covers(region, code),
    isOwnAgency: (id) => covers(region, regionOf.get(id) ?? ''),
    agencyId(codeOrName) {
      const mayBeUnread = CODE.test(codeOrName) ? world.hasUnreadCode : world.hasUnreadName;
      return agencies.get(codeOrName) ?? (mayBeUnread ? UNREAD_AGENCY : undefined);
    },
    isEntrusted: (id) => kinds.get(id) === 'entrusted',
    parentOf: (id) => agencies.get(parents.get(id) ?? ''),
    addAgency,
    file: new Map(),
    hasUnreadCode: false,
    hasUnreadName: false,
  };
  return world;
}
