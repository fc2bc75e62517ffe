/**
 * Periodic downloads that are not replicated: trust, grants, matters, the county pack. Runs after each pull of tasks, in the
 * leading tab. After a failure the copies on the device stay good, and the next run tries again.
 */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { countyOf } from '@liangma/shared/kernel/regions';
import { bestEffort } from '@liangma/web-common/best-effort';
import { readMeta } from './database/device-db.ts';
import { refreshColleagues } from './downloads/colleagues.ts';
import { refreshGrantList, refreshGrants } from './downloads/grants.ts';
import { refreshMatters } from './downloads/matters.ts';
import { refreshDeviceTrust } from './downloads/trust.ts';
import { refreshPack } from './packs/pack.ts';
import { packPorts } from './packs/pack-ports.ts';
import type { Uses } from './parts.ts';

const EVERY = { trust: HOUR / 2, grants: HOUR, matters: 12 * HOUR, colleagues: 12 * HOUR, pack: DAY };

type Parts = Uses<'db' | 'wire' | 'root' | 'clock' | 'trust' | 'deviceId' | 'actor'>;

let running: Promise<void> | undefined;

export function upkeep(parts: Parts): Promise<void> {
  running ??= bestEffort(run(parts), 'the copies on the device stay good').finally(() => {
    running = undefined;
  });
  return running;
}

async function run(parts: Parts): Promise<void> {
  const { db, wire, root, clock } = parts;
  const now = clock.now();
  // A time ahead of a clock that was set back says nothing.
  const due = (at: number | undefined, every: number): boolean => at === undefined || now - at > every || at > now;
  if (due((await db.files.get('trust'))?.at, EVERY.trust)) await refreshDeviceTrust(db, wire, root, now);
  if (due(await readMeta(db, 'mattersAt'), EVERY.matters)) await refreshMatters(parts, now);
  if (due((await readMeta(db, 'colleagues'))?.at, EVERY.colleagues)) await refreshColleagues(parts, now);
  await refreshGrants(db, wire, await parts.deviceId());
  const county = countyOf(parts.actor.region);
  const trust = await parts.trust();
  if (trust && due((await db.files.get('grants'))?.at, EVERY.grants)) {
    await refreshGrantList(db, wire, county, trust.keys, now);
  }
  if (trust && due((await db.packs.get(county))?.at, EVERY.pack))
    await refreshPack(packPorts(parts, trust.keys), county, now);
}
