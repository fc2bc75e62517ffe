/** The running grants of a county as one signed file, so that phones can read codes that only name theirs. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { signGrantList } from '@liangma/shared/trust/grant-list';
import type { Deps } from '../deps.ts';
import { RecentMap } from '../limits/recent-map.ts';

export interface GrantListFile {
  readonly bytes: Uint8Array;
  /** The same for the same grants in the same hour, whatever the suite of the key. */
  readonly version: string;
}

/** More than there are counties in China, each with the list that was signed last. */
const COUNTIES = 4000;

/** Signs a county's list only where its grants, the hour or the keys have changed. */
export function grantLists(deps: Deps): (county: string) => Promise<GrantListFile> {
  const kept = new RecentMap<GrantListFile>(COUNTIES);
  return async (county) => {
    const now = deps.clock.now();
    const running = await deps.store.read((tx) => tx.grants.over(county, now));
    const issuedAt = Math.floor(now / HOUR) * (HOUR / 1000);
    const version = [county, issuedAt, deps.keys.revision, ...running.map(({ grant }) => grant.id)].join(' ');
    const known = kept.get(county);
    if (known?.version === version) return known;
    const grants = running.map(({ signed }) => signed);
    const bytes = await signGrantList(deps.keys.signerFor('files'), { issuedAt, county, grants });
    const file = { bytes, version };
    kept.set(county, file);
    return file;
  };
}
