import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import type { DeviceReport } from '@liangma/shared/protocol/device-report';
import { MAX_DISCARDS } from '@liangma/shared/protocol/discard';
import * as v from 'valibot';
import type { Device } from './device.svelte.ts';
import { readMeta, writeMeta } from './device-db.ts';
import type { ReportPorts } from './device-reports.ts';
import { headOnDevice } from './event-log.ts';
import { discards, isOpen } from './parked.ts';
import { roomHere } from './storage-room.ts';

export function reportPorts(device: Device): ReportPorts {
  const { db, wire } = device;
  return {
    facts: () => factsOf(device),
    send: (report) => wire.postJson('/api/sync/report', report),
    readFailures: () => readMeta(db, 'failures'),
    writeFailures: (failures) => writeMeta(db, 'failures', failures),
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}

async function factsOf(device: Device): Promise<Omit<DeviceReport, 'failing' | 'failures'>> {
  const { db, status, version } = device;
  const count = (state: string): Promise<number> => db.events.where('sync.state').equals(state).count();
  return {
    ...{ device: v.parse(deviceIdSchema, await device.deviceId()), at: Date.now(), app: version },
    ...{
      pending: await count('pending'),
      waiting: await count('waiting'),
      parked: await db.parked.filter(isOpen).count(),
    },
    ...{ head: await headOnDevice(db), skew: Math.round(status.skew) },
    storage: (await roomHere()) ?? null,
    persisted: (await navigator.storage?.persisted?.()) ?? false,
    evicted: (await readMeta(db, 'evicted')) ?? null,
    discarded: await discards(db, MAX_DISCARDS),
  };
}
