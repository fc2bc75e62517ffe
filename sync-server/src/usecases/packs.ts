/** A county's enterprises as one signed file for the officer's device. */

import type { CborValue } from '@liangma/shared/kernel/cbor';
import { countyOf, type RegionCode } from '@liangma/shared/kernel/regions';
import { signFile } from '@liangma/shared/task-code/signed-file';
import type { Deps } from '../deps.ts';

const PACK = { version: 1, county: 2, rows: 3 } as const;

export async function countyPack(deps: Deps, region: RegionCode): Promise<Uint8Array> {
  const county = countyOf(region);
  const { version, enterprises, places } = await deps.store.read(async (tx) => ({
    version: await tx.catalogVersion(),
    enterprises: await tx.enterprisesOf(county),
    places: new Map((await tx.regions(county)).map(({ code, name }) => [code, name])),
  }));
  const rows = enterprises.map((e) => [
    e.id,
    e.name,
    e.kind,
    e.region,
    places.get(e.region) ?? '',
    e.address,
    e.trade,
    e.grade,
  ]);
  return signFile(
    deps.keys.signerFor('files'),
    'pack',
    new Map<number, CborValue>([
      [PACK.version, version],
      [PACK.county, county],
      [PACK.rows, rows],
    ]),
  );
}
