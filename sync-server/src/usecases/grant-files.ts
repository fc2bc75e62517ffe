/** The running grants of a county as one signed file, so that phones can read codes that only name theirs. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { signGrantList } from '@liangma/shared/task-code/grant-list';
import type { Deps } from '../deps.ts';

export interface GrantListFile {
  readonly bytes: Uint8Array;
  /** The same for the same grants in the same hour, whatever the suite of the key. */
  readonly version: string;
}

export async function grantListOf(deps: Deps, county: string): Promise<GrantListFile> {
  const now = deps.clock.now();
  const kept = await deps.store.read((tx) => tx.grantsOver(county, now));
  const issuedAt = Math.floor(now / HOUR) * (HOUR / 1000);
  const grants = kept.map(({ signed }) => signed);
  return {
    bytes: await signGrantList(deps.keys.signerFor('files'), { issuedAt, county, grants }),
    version: [county, issuedAt, deps.keys.revision, ...kept.map(({ grant }) => grant.id)].join(' '),
  };
}
