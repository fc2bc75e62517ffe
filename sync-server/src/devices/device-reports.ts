/** Reports that devices send about themselves, and the health that their agency and its supervisors see. */

import { byTrouble, type DeviceHealth, healthOf, isAllIn, noteReport } from '@liangma/shared/devices/device-health';
import type { DeviceReport } from '@liangma/shared/devices/device-report';
import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import { DAY } from '@liangma/shared/kernel/instant';
import { type RegionCode, shardOf } from '@liangma/shared/kernel/regions';
import type { Discard } from '@liangma/shared/protocol/discard';
import type { AgencyId } from '@liangma/shared/registry/agency';
import * as v from 'valibot';
import { raiseAlert } from '../alerts/raise-alert.ts';
import type { Deps } from '../deps.ts';
import type { ListScope } from '../lists/repository.ts';
import { findDevice, findTask } from '../ports/directory.ts';
import { noted, unchanged, type Writes } from '../ports/store.ts';
import { agencyOf } from './devices.ts';
import type { Device, OfficersDevice } from './repository.ts';

export interface SeenDevice extends OfficersDevice {
  readonly health: DeviceHealth;
}

/** False where the device is not this account's. A revoked one may still say what it holds. */
export function keepReport(
  deps: Deps,
  account: string,
  report: DeviceReport,
  protocol: number | null,
): Promise<boolean> {
  return deps.store.write(async (tx) => {
    const known = await findDevice(tx, report.device);
    if (known?.account !== account) return unchanged(false);
    const now = deps.clock.now();
    const device = await tx.devices.hold(known);
    await tellDiscards(deps, tx, device, report);
    await tx.devices.saveReport(
      device.shard,
      noteReport(await tx.devices.report(device.shard, report.device), report, now, protocol),
    );
    await tx.devices.save({ ...device, lastContactAt: now });
    return noted(true);
  });
}

/** [SYNC-15] Each is told once, to the supervisors of the place. */
async function tellDiscards(
  deps: Deps,
  tx: Writes<'alerts' | 'events' | 'officers' | 'places' | 'registry' | 'tasks'>,
  device: Device,
  { discarded = [] }: DeviceReport,
): Promise<void> {
  for (const discard of discarded) {
    const receivedAt = deps.clock.now();
    const home = (await tx.places.shardOf('task', discard.task)) ?? device.shard;
    if (!(await tx.events.saveDiscard(home, { ...discard, device: device.id, receivedAt }))) continue;
    const region = (await ownPlace(tx, device, discard)) ?? (await regionOf(tx, device));
    const most = deps.policies.at(region, receivedAt).discardAlertsPerDay;
    if ((await tx.events.countDiscards(device.id, receivedAt - DAY)) > most) continue;
    await raiseAlert(deps, tx, {
      code: 'record-discarded',
      subject: { kind: 'device', id: device.id },
      region,
      shard: shardOf(region) || home,
      task: discard.task,
      agency: (await agencyOf(tx, device)) ?? '',
      officer: device.officer,
      device: device.id,
      event: discard.event,
      at: receivedAt,
      evidence: { ground: discard.ground, note: discard.note },
    });
  }
}

/**
 * Returns the region of the discarded record's task if the device's officer has the task, or if this device sent the
 * record before. Otherwise undefined, so that nobody writes into other regions.
 */
async function ownPlace(
  tx: Writes<'events' | 'places' | 'tasks'>,
  device: Device,
  discard: Discard,
): Promise<string | undefined> {
  const task = await findTask(tx, discard.task);
  const event = task && (await tx.events.byId(shardOf(task.enterprise.region), discard.event));
  const isOwn = task?.officers.some(({ id }) => id === device.officer) === true;
  const wasSent = event?.device === device.id && event.task === discard.task;
  return isOwn || wasSent ? task?.enterprise.region : undefined;
}

/** Returns the region of the device's agency: for a record about an unknown task. */
async function regionOf(tx: Writes<'officers' | 'registry'>, device: Device): Promise<string> {
  const agency = await agencyOf(tx, device);
  return (agency === undefined ? undefined : await tx.registry.agency(agency))?.region ?? '';
}

/** Trouble first. */
export async function devicesOfAgency(deps: Deps, agency: AgencyId): Promise<{ now: number; devices: SeenDevice[] }> {
  const { now, devices } = await devicesOfAgencies(deps, { agency });
  return { now, devices: [...devices].sort(byTrouble) };
}

/** Agencies of a scope with the devices of their officers. */
export async function devicesOfAgencies(deps: Deps, scope: ListScope | { readonly agency: string }) {
  const now = deps.clock.now();
  const { agencies, devices } = await deps.store.read(async (tx) => {
    const agencies =
      'agency' in scope ? [await tx.registry.agency(scope.agency)] : await tx.registry.agenciesIn(scope.region);
    const found = agencies.filter((agency) => agency !== undefined);
    return {
      agencies: found,
      devices: await tx.devices.ofAgencies(
        found.map(({ id }) => id),
        now,
      ),
    };
  });
  return { now, agencies, devices: devices.map((device) => seen(deps, device, now)) };
}

export const deviceReplyOf = ({ device, officer, waiting, revocation: by, kept, health }: SeenDevice) => ({
  id: v.parse(deviceIdSchema, device.id),
  officer: { id: officer.id, name: officer.name },
  enrolledAt: device.enrolledAt,
  lastContactAt: device.lastContactAt,
  lastSeq: device.lastSeq,
  waiting: waiting.count,
  revoked: by ?? (device.revokedAt === null ? null : { at: device.revokedAt, by: '', name: '', reason: '' }),
  kept: kept ?? null,
  health,
});

const seen = (deps: Deps, device: OfficersDevice, now: number): SeenDevice => ({
  ...device,
  health: healthOf(device.kept, device, now, deps.policies.at(device.device.shard, now)),
});

/** Counts for each agency of a region the devices in use, and how many of them are not whole. */
export async function devicesOfRegion(deps: Deps, region: RegionCode) {
  const { now, agencies, devices: all } = await devicesOfAgencies(deps, { region });
  const silent: SeenDevice[] = [];
  const rows = agencies.flatMap(({ id, name }) => {
    const own = all.filter(({ officer }) => officer.agency === id);
    const inUse = own.filter(({ revokedAt }) => revokedAt === null);
    if (own.length === 0) return [];
    const { notWhole, asOf } = isAllIn(own, now);
    silent.push(...notWhole);
    return [{ agency: id, name, devices: inUse.length, notWhole: notWhole.length, asOf }];
  });
  silent.sort((a, b) => a.device.lastContactAt - b.device.lastContactAt);
  return { now, silent, agencies: rows.sort((a, b) => b.notWhole - a.notWhole || a.agency.localeCompare(b.agency)) };
}
