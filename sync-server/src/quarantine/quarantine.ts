/** [SYNC-9] The quarantine of a region for the supervisors who decide: officer, action, and its time by both clocks. */

import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { QuarantineCase } from '@liangma/shared/quarantine/quarantine-list';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import { eventOf } from '../ports/chain.ts';
import { findDevice, findTask } from '../ports/directory.ts';
import type { Reads } from '../ports/store.ts';
import type { QuarantinedEvent } from './repository.ts';

export function quarantineCases(deps: Deps, region: RegionCode): Promise<QuarantineCase[]> {
  return deps.store.read(async (tx) => {
    const groups = new Map<string, QuarantinedEvent[]>();
    for (const entry of await tx.quarantine.open(region)) {
      const key = `${entry.device} ${entry.task}`;
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    const cases = await Promise.all([...groups.values()].map((entries) => caseOf(tx, entries)));
    return cases.sort((a, b) => (a.events[0]?.arrivedAt ?? 0) - (b.events[0]?.arrivedAt ?? 0));
  });
}

async function caseOf(
  tx: Reads<'devices' | 'events' | 'officers' | 'places' | 'registry' | 'tasks'>,
  entries: readonly QuarantinedEvent[],
): Promise<QuarantineCase> {
  const first = entries[0] as QuarantinedEvent;
  const device = await findDevice(tx, first.device);
  const officer = device?.officer;
  const [known] = officer ? await tx.officers.byIds([officer]) : [];
  const task = await findTask(tx, first.task);
  const agency = task?.agency.name ?? (known && (await tx.registry.agency(known.agency))?.name) ?? '';
  return {
    device: first.device,
    officer: known?.name ?? '',
    reason: first.reason,
    since: first.since,
    task: first.task,
    enterprise: task?.enterprise.name ?? '',
    agency,
    events: await Promise.all(entries.map((entry) => heldOf(tx, device, entry))),
  };
}

async function heldOf(
  tx: Reads<'events'>,
  device: Device | undefined,
  { event, arrivedAt }: QuarantinedEvent,
): Promise<QuarantineCase['events'][number]> {
  const stored = device && (await eventOf(tx, device, event));
  if (!stored) throw new Error(`event ${event} is in quarantine but not kept`);
  return { id: event, type: stored.type, at: stored.at, arrivedAt };
}
