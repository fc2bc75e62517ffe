/** Ports of the device's reports, made of the parts of an open device. */

import type { DeviceReport } from '@liangma/shared/devices/device-report';
import { deviceIdSchema } from '@liangma/shared/kernel/ids';
import { MAX_DISCARDS } from '@liangma/shared/protocol/discard';
import * as v from 'valibot';
import { readMeta, writeMeta } from '../database/device-db.ts';
import { headOnDevice } from '../outbox/event-log.ts';
import { discards, isOpen } from '../outbox/parked.ts';
import type { Uses } from '../parts.ts';
import type { ReportPorts } from './device-reports.ts';
import { roomHere } from './storage-room.ts';

export function reportPorts(parts: Uses<'db' | 'wire' | 'clock' | 'version' | 'deviceId'>): ReportPorts {
  const { db, wire, clock } = parts;
  return {
    facts: () => reportFactsOf(parts),
    send: (report) => wire.postJson('/api/sync/report', report),
    readFailures: () => readMeta(db, 'failures'),
    writeFailures: (failures) => writeMeta(db, 'failures', failures),
    now: clock.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}

async function reportFactsOf({
  db,
  clock,
  version,
  deviceId,
}: Uses<'db' | 'clock' | 'version' | 'deviceId'>): Promise<Omit<DeviceReport, 'failing' | 'failures'>> {
  const count = (state: string): Promise<number> => db.events.where('sync.state').equals(state).count();
  return {
    device: v.parse(deviceIdSchema, await deviceId()),
    at: clock.now(),
    app: version,
    pending: await count('pending'),
    waiting: await count('waiting'),
    parked: await db.parked.filter(isOpen).count(),
    head: await headOnDevice(db),
    skew: Math.round(clock.skew()),
    storage: (await roomHere()) ?? null,
    persisted: (await navigator.storage?.persisted?.()) ?? false,
    evicted: (await readMeta(db, 'evicted')) ?? null,
    discarded: await discards(db, MAX_DISCARDS),
  };
}
