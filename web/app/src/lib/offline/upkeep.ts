/**
 * What is fetched now and then rather than replicated: trust, grants, matters, the county pack. Runs after the tasks were
 * pulled, in the leading tab. A failure waits for the next time: what is on the device stays good.
 */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { countyOf } from '@liangma/shared/kernel/regions';
import type { Device } from './device.svelte.ts';
import { readMeta } from './device-db.ts';
import { refreshGrantList, refreshGrants } from './grants.ts';
import { refreshMatters } from './matters.ts';
import { refreshPack } from './pack.ts';
import { packPorts } from './pack-ports.ts';
import { refreshTrust } from './trust.ts';

const EVERY = { trust: HOUR / 2, grants: HOUR, matters: 12 * HOUR, pack: DAY };

let running: Promise<void> | undefined;

export function upkeep(device: Device): Promise<void> {
  running ??= run(device)
    .catch(() => undefined)
    .finally(() => {
      running = undefined;
    });
  return running;
}

async function run(device: Device): Promise<void> {
  const { db, wire, root } = device;
  const now = Date.now();
  // A time ahead of a clock that was set back says nothing.
  const due = (at: number | undefined, every: number): boolean => at === undefined || now - at > every || at > now;
  if (due((await db.files.get('trust'))?.at, EVERY.trust)) await refreshTrust(db, wire, root, now);
  if (due(await readMeta(db, 'mattersAt'), EVERY.matters)) await refreshMatters(db, wire, now);
  await refreshGrants(db, wire, await device.deviceId());
  const county = countyOf(device.actor.region);
  const trust = await device.trust();
  if (trust && due((await db.files.get('grants'))?.at, EVERY.grants)) {
    await refreshGrantList(db, wire, county, trust.keys, now);
  }
  if (trust && due((await db.packs.get(county))?.at, EVERY.pack))
    await refreshPack(packPorts(device, trust.keys), county, now);
}
