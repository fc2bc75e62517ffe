import type { DeviceReport } from '@liangma/shared/devices/device-report';
import { MINUTE } from '@liangma/shared/kernel/instant';
import { beforeEach, expect, test } from 'vitest';
import { aDeviceReport } from '../../../../../../shared/test/device-reports.ts';
import type { Failures } from '../database/meta-values.ts';
import { DeviceReports, type ReportPorts } from './device-reports.ts';

let now: number;
let due: { at: number; run: () => void }[];
let sent: DeviceReport[];
let kept: Failures | undefined;
let facts: Omit<DeviceReport, 'failing' | 'failures'>;
let refuse: boolean;

const ports: ReportPorts = {
  facts: async () => facts,
  send: async (report) => {
    if (refuse) throw new Error('refused');
    sent.push(report);
  },
  readFailures: async () => kept,
  writeFailures: async (failures) => {
    kept = failures;
  },
  now: () => now,
  after: (ms, run) => {
    const timer = { at: now + ms, run };
    due.push(timer);
    return () => {
      due = due.filter((one) => one !== timer);
    };
  },
};

beforeEach(() => {
  now = 1_000_000;
  due = [];
  sent = [];
  kept = undefined;
  refuse = false;
  const { failing: _, failures: __, ...rest } = aDeviceReport();
  facts = rest;
});

/** Lets time pass, and everything that it sets off. */
async function pass(ms: number): Promise<void> {
  now += ms;
  const ripe = due.filter(({ at }) => at <= now);
  due = due.filter(({ at }) => at > now);
  for (const { run } of ripe) run();
  await new Promise((resolve) => setTimeout(resolve));
}

test('exchanges in a row share a report; without a change none is sent for ten minutes', async () => {
  const reports = new DeviceReports(ports);
  for (const exchange of ['tasks', 'events', 'push'] as const) reports.succeeded(exchange);
  await pass(10_000);
  expect(sent).toEqual([{ ...facts, failing: [], failures: {} }]);
  for (let minute = 0; minute < 9; minute++) {
    reports.succeeded('tasks');
    facts = { ...facts, at: facts.at + 1, skew: minute * 100, storage: { used: 12_000_000 + minute, quota: 5 } };
    await pass(MINUTE);
  }
  expect(sent).toHaveLength(1);
  reports.succeeded('tasks');
  await pass(MINUTE);
  expect(sent).toHaveLength(2);
});

test('the next exchange reports a change', async () => {
  const reports = new DeviceReports(ports);
  reports.succeeded('tasks');
  await pass(10_000);
  facts = { ...facts, pending: 1 };
  reports.succeeded('tasks');
  await pass(10_000);
  expect(sent.map(({ pending }) => pending)).toEqual([0, 1]);
});

test('failures are counted on the device, over restarts, and travel with the next success', async () => {
  const before = new DeviceReports(ports);
  before.failed('push', 'unreachable');
  before.failed('push', 'unreachable');
  before.failed('tasks', 'busy');
  await pass(0);
  const reports = new DeviceReports(ports);
  reports.succeeded('tasks');
  await pass(10_000);
  expect(sent).toMatchObject([{ failing: ['push'], failures: { unreachable: 2, busy: 1 } }]);
  reports.failed('push', 'unreachable');
  reports.succeeded('events');
  await pass(10_000);
  expect(sent[1]).toMatchObject({ failing: ['push'], failures: { unreachable: 3 } });
  reports.succeeded('push');
  await pass(10_000);
  expect(sent[2]).toMatchObject({ failing: [], failures: { unreachable: 3 } });
  reports.succeeded('push');
  await pass(10_000);
  expect(sent[3]).toMatchObject({ failing: [], failures: {} });
  expect(kept).toEqual({});
});

test('a report that fails is repeated with the next success', async () => {
  const reports = new DeviceReports(ports);
  reports.failed('push', 'busy');
  refuse = true;
  reports.succeeded('push');
  await pass(10_000);
  refuse = false;
  reports.succeeded('push');
  await pass(10_000);
  expect(sent).toMatchObject([{ failing: [], failures: { busy: 1 } }]);
});

test('nothing is sent after the end', async () => {
  const reports = new DeviceReports(ports);
  reports.succeeded('push');
  reports.stop();
  reports.succeeded('push');
  await pass(MINUTE);
  expect(sent).toEqual([]);
});
