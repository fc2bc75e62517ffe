import { expect, test } from 'vitest';
import { NOW } from '../../test/builders.ts';
import { aDeviceReport } from '../../test/device-reports.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { DAY, HOUR, MINUTE } from '../kernel/instant.ts';
import { byTrouble, type DeviceFacts, healthOf, isAllIn, noteReport, type StoredReport } from './device-health.ts';
import type { DeviceReport } from './device-report.ts';

const SENDING = DEFAULT_POLICY.deviceSendingTime;

const kept = (changes: Partial<DeviceReport> = {}): StoredReport =>
  noteReport(undefined, aDeviceReport(changes), NOW, 3);

const facts = (changes: Partial<DeviceFacts> = {}): DeviceFacts => ({
  revokedAt: null,
  lastContactAt: NOW,
  lastSeq: 3,
  passed: 0,
  waiting: { count: 0, highest: 0 },
  tasksSince: 0,
  mayIssue: false,
  ...changes,
});

const health = (report: StoredReport | undefined, device: Partial<DeviceFacts> = {}, after = 0) =>
  healthOf(report, facts(device), NOW + after, DEFAULT_POLICY);

test('[SYNC-13] a device whose chain is here and that had nothing to do since is whole, also after days', () => {
  expect(health(kept())).toEqual({ light: 'green', concerns: [], whole: true, asOf: NOW });
  expect(health(kept(), {}, 9 * DAY)).toEqual({ light: 'green', concerns: [], whole: true, asOf: NOW + 9 * DAY });
});

test('[SYNC-13] what was made and is not here is being sent while the device is in touch, then it is missing', () => {
  const report = kept({ pending: 2, head: { seq: 5, hash: 'ab'.repeat(32) } });
  expect(health(report, {}, SENDING)).toMatchObject({ light: 'amber', concerns: [{ code: 'sending', events: 2 }] });
  expect(health(report, {}, SENDING + 1)).toMatchObject({ light: 'red', concerns: [{ code: 'missing', events: 2 }] });
  expect(health(report, { lastSeq: 5 }, DAY), 'came in after the report').toMatchObject({ whole: true });
});

test('a push that fails is not called sending', () => {
  const report = kept({ pending: 1, head: { seq: 4, hash: '' }, failing: ['push'], failures: { busy: 1 } });
  expect(health(report)).toMatchObject({ light: 'red', whole: false, concerns: [{ code: 'missing', events: 1 }] });
});

test('[SYNC-13] a gap before waiting events is missing for sure, with or without a report', () => {
  const waiting = { count: 2, highest: 7 };
  const gap = { code: 'missing', events: 2 };
  expect(health(kept(), { waiting }, HOUR).concerns).toEqual([gap]);
  expect(health(undefined, { waiting }, HOUR).concerns).toEqual([gap, { code: 'unknown' }]);
});

test('[SYNC-13] what a chain was forced over stays missing until it comes', () => {
  expect(health(kept(), { passed: 2 })).toMatchObject({
    light: 'red',
    whole: false,
    concerns: [{ code: 'missing', events: 2 }],
  });
});

test('an event that waits for something else than a gap is here', () => {
  const report = kept({ waiting: 1, head: { seq: 4, hash: '' } });
  expect(health(report, { waiting: { count: 1, highest: 4 } })).toMatchObject({ whole: true });
});

test('[SYNC-13] whoever had work to do and was not heard since may hold more', () => {
  const away = { tasksSince: 1 };
  expect(health(kept(), away, SENDING)).toMatchObject({ whole: true, asOf: NOW });
  expect(health(kept(), away, SENDING + 1)).toMatchObject({
    light: 'amber',
    whole: false,
    concerns: [{ code: 'may-hold', since: NOW, tasks: 1 }],
  });
  expect(health(kept(), { mayIssue: true }, HOUR).concerns).toEqual([{ code: 'may-hold', since: NOW, tasks: 0 }]);
});

test('records that were refused, or cleared by the system, are not in', () => {
  expect(health(kept({ parked: 2 }))).toMatchObject({
    light: 'amber',
    whole: false,
    concerns: [{ code: 'parked', events: 2 }],
  });
  const at = NOW - DAY;
  expect(health(kept({ evicted: { at, unsent: 4 } }))).toMatchObject({
    light: 'red',
    whole: false,
    concerns: [{ code: 'cleared', events: 4, at }],
  });
  expect(health(kept({ evicted: { at, unsent: 0 } }))).toMatchObject({ light: 'green' });
});

test('failures and a wrong clock ask for a look, and change nothing about what is in', () => {
  const failing = { failing: ['tasks' as const], failures: { forbidden: DEFAULT_POLICY.deviceFailures } };
  expect(health(kept(failing))).toMatchObject({ light: 'amber', whole: true, concerns: [{ code: 'failing' }] });
  expect(health(kept({ ...failing, failures: { forbidden: 4, offline: 900 } })).concerns).toEqual([]);
  expect(health(kept({ ...failing, failing: [] })).concerns, 'they ended with a success').toEqual([]);
  const { clockSkew } = DEFAULT_POLICY;
  expect(health(kept({ skew: -clockSkew })).light).toBe('green');
  expect(health(kept({ skew: -clockSkew - 1 }))).toMatchObject({ light: 'amber', whole: true });
});

test('of a revoked device only what was made before is asked', () => {
  expect(health(undefined, { revokedAt: NOW, tasksSince: 3 }, DAY)).toMatchObject({ light: 'off', whole: true });
  const report = kept({ pending: 1, head: { seq: 4, hash: '' } });
  expect(health(report, { revokedAt: NOW }, DAY)).toMatchObject({ light: 'off', whole: false });
});

test('the last success stays what it was while something fails', () => {
  const good = kept();
  const bad = noteReport(good, aDeviceReport({ failing: ['push'] }), NOW + HOUR, 3);
  expect([bad.receivedAt, bad.lastSuccessAt]).toEqual([NOW + HOUR, NOW]);
  expect(noteReport(undefined, aDeviceReport({ failing: ['push'] }), NOW, null).lastSuccessAt).toBeNull();
});

test('[SYNC-13] trouble comes first; everything is in where no device is named, as of the one heard longest ago', () => {
  const seen = (name: string, report: StoredReport | undefined, device: Partial<DeviceFacts> = {}) => {
    const at = facts(device).lastContactAt;
    return { name, lastContactAt: at, health: healthOf(report, facts(device), NOW + MINUTE, DEFAULT_POLICY) };
  };
  const working = seen('working', kept(), { tasksSince: 1, lastContactAt: NOW - MINUTE });
  const idle = seen('idle', kept(), { lastContactAt: NOW - DAY });
  const all = [
    working,
    idle,
    seen('gone', kept(), { revokedAt: NOW }),
    seen('old', undefined),
    seen('parked', kept({ parked: 1 })),
  ];
  expect([...all].sort(byTrouble).map(({ name }) => name)).toEqual(['parked', 'old', 'idle', 'working', 'gone']);
  expect(isAllIn(all, NOW).notWhole.map(({ name }) => name)).toEqual(['old', 'parked']);
  expect(isAllIn([working, idle], NOW)).toEqual({ asOf: NOW - MINUTE, notWhole: [] });
  expect(isAllIn([], NOW)).toEqual({ asOf: NOW, notWhole: [] });
});
