/** Devices over the API, on both stores: what they report, how their agency sees them, and what a revoked one may do. */

import { DEFAULT_POLICY } from '@liangma/shared/defaults/policy';
import type { DeviceReport } from '@liangma/shared/devices/device-report';
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { aDevice, pushBody } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aTask } from '../../../shared/test/builders.ts';
import { aDeviceReport } from '../../../shared/test/device-reports.ts';
import { addTask } from '../../src/ports/directory.ts';
import { committed } from '../../src/ports/store.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, type Reply, startServer, type TestServer } from '../harness.ts';
import { IS_NIGHT, RULE_STORES } from '../rule-stores.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres | undefined;
beforeAll(async () => {
  if (IS_NIGHT) postgres = await sharedPostgres();
});
afterAll(() => postgres?.stop());

describe.each(RULE_STORES)('devices on %s', (kind) => {
  let server: TestServer;
  let clerk: Client;
  let head: Client;
  let inspector: Client;
  let supervisor: Client;
  const phone = aDevice();
  let task: { id: string; code: string };
  let early: Record<string, unknown>[];

  beforeAll(async () => {
    server = await startServer(
      kind === 'postgres' ? { databaseUrl: await postgres?.county('devices') } : { onDisk: true },
    );
    [clerk, head, inspector, supervisor] = (await Promise.all(
      ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name)),
    )) as [Client, Client, Client, Client];
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    task = await issueTask(clerk, head);
    const { id } = task;
    const at = server.clock.at;
    early = [await phone.event('code-shown', id, {}, at), await phone.event('inspection-started', id, {}, at)];
  });
  afterAll(() => server.stop());

  const report = (changes: Partial<DeviceReport> = {}, by = inspector): Promise<Reply> =>
    by.post(
      '/api/sync/report',
      { ...aDeviceReport({ head: { seq: 0, hash: '' }, ...changes }), device: phone.id },
      { 'x-liangma-protocol': '1' },
    );
  const listed = async (by = head) => {
    const { devices } = (await by.get('/api/devices')).body as { devices: { id: string }[] };
    return devices.find(({ id }) => id === phone.id);
  };

  test('the list shows a device that has not reported, with an unknown state', async () => {
    expect(await listed()).toMatchObject({
      officer: { name: '王建国' },
      kept: null,
      revoked: null,
      health: { light: 'amber', whole: false, concerns: [{ code: 'unknown' }] },
    });
  });

  test('the server stores a report with its own time and without an audit entry', async () => {
    const before = (await server.deps.store.read((tx) => tx.audit.ofSubject('6206', phone.id))).length;
    expect((await report({ failures: { unreachable: 3 } })).status).toBe(200);
    expect(await listed(clerk)).toMatchObject({
      kept: {
        receivedAt: NINE_O_CLOCK,
        lastSuccessAt: NINE_O_CLOCK,
        protocol: 1,
        report: { failures: { unreachable: 3 }, app: '0.1.0+1' },
      },
      health: { light: 'green', whole: true },
    });
    server.clock.at += MINUTE;
    await report({ failing: ['push'], failures: { busy: 6 } });
    expect(await listed()).toMatchObject({
      lastContactAt: NINE_O_CLOCK + MINUTE,
      health: { light: 'amber', concerns: [{ code: 'failing' }] },
      kept: { receivedAt: NINE_O_CLOCK + MINUTE, lastSuccessAt: NINE_O_CLOCK },
    });
    expect((await server.deps.store.read((tx) => tx.audit.ofSubject('6206', phone.id))).length).toBe(before);
  });

  test('the server rejects a report for a device of another account, and bad content', async () => {
    expect((await report({}, await server.as('zhuoma'))).status).toBe(403);
    expect((await report({}, server.anonymous)).status).toBe(401);
    expect((await report({ pending: -1 })).body.code).toBe('bad-request');
  });

  test('[SYNC-13] events behind a gap mark the device as incomplete, with or without a report', async () => {
    await inspector.post('/api/sync/events/push', pushBody(early[1] as Record<string, unknown>));
    server.clock.at += HOUR;
    expect(await listed()).toMatchObject({
      lastSeq: 0,
      waiting: 1,
      health: { light: 'red', concerns: [{ code: 'missing', events: 1 }, { code: 'may-hold', tasks: 1 }, {}] },
    });
    const summary = (await supervisor.get('/api/supervision/devices')).body.agencies as { agency: string }[];
    expect(summary[0]).toMatchObject({ agency: '620623-SCJG', devices: 1, notWhole: 1 });
  });

  test('[SYNC-15] a discard for a task of other officers stays in the region of the device’s agency', async () => {
    const foreign = aTask('issued', { enterprise: { ...aTask('issued').enterprise, region: '620102001' } });
    await server.deps.store.write(async (tx) => {
      await addTask(tx, '6201', await tx.shards.next('6201'), foreign);
      return committed(undefined, { shard: '', id: 'foreign', at: 0, actor: 'test', action: 'test', subject: '' });
    });
    const event = String((await aDevice().event('record-submitted', foreign.id, {}, NINE_O_CLOCK)).id);
    const said = { ground: 'made-by-mistake', note: '', exported: false } as const;
    const discard = { event, task: foreign.id, type: 'record-submitted', at: NINE_O_CLOCK, ...said };
    expect((await report({ discarded: [discard] as DeviceReport['discarded'] })).body).toEqual({ ok: true });
    const alerts = await server.deps.store.read((tx) => tx.alerts.open('62'));
    const told = alerts.filter(({ code }) => code === 'record-discarded');
    expect(told).toMatchObject([{ task: foreign.id, county: '620623' }]);
  });

  test('only the head of the device’s agency revokes it, once and with a reason', async () => {
    const revoke = (by: Client, reason: string, id = phone.id) => by.post(`/api/devices/${id}/revoke`, { reason });
    expect((await revoke(clerk, '手机丢失')).status).toBe(403);
    expect((await revoke(inspector, '手机丢失')).status).toBe(403);
    expect((await revoke(head, ' ')).body.code).toBe('bad-request');
    expect((await revoke(head, '手机丢失', 'ab'.repeat(16))).status).toBe(404);
    await giveGrant();
    expect((await revoke(head, '手机丢失')).body).toMatchObject({ revoked: { name: '马永成', reason: '手机丢失' } });
    expect((await revoke(head, '再来一次')).body.code).toBe('wrong-state');
    expect(await listed()).toMatchObject({ revoked: { reason: '手机丢失' }, health: { light: 'off', whole: false } });
    const [entry] = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', phone.id));
    expect(entry).toMatchObject({ action: 'device.revoke', actor: 'mayongcheng' });
  });

  /** So that revoking has one to end. */
  async function giveGrant(): Promise<void> {
    const people = (await clerk.get('/api/registry/officers')).body.officers as { id: string; name: string }[];
    const officers = ['王建国', '卓玛'].map((name) => people.find((one) => one.name === name)?.id);
    const window = { from: server.clock.at, to: server.clock.at + 7 * DAY };
    const terms = { device: phone.id, officers, matters: [], region: '620623', maxCodes: 3, window, reason: '山里。' };
    expect((await head.post('/api/grants', { terms })).status).toBe(201);
  }

  test('a revocation ends the grants of the device', async () => {
    const { grants } = (await head.get('/api/grants')).body;
    expect(grants[0].grant.ended).toMatchObject({ name: '马永成', reason: '手机丢失' });
  });

  test('[SYNC-9] a revoked device gets no data at any address', async () => {
    for (const path of [
      `/api/sync/events/pull?device=${phone.id}`,
      '/api/sync/tasks/pull',
      `/api/sync/tasks/pull?device=${phone.id}`,
      `/api/sync/drafts/pull?device=${phone.id}`,
      `/api/grants/mine?device=${phone.id}`,
      '/api/registry/officers',
      `/api/tasks/${task.id}`,
    ])
      expect((await inspector.get(path)).body, path).toMatchObject({ code: 'device-revoked' });
    expect((await inspector.post('/api/devices', { publicKey: phone.publicKey })).body.code).toBe('device-revoked');
  });

  test('[SYNC-9] the session of a revoked device decides nothing, whatever the roles of its account', async () => {
    const { rev } = (await head.get(`/api/tasks/${task.id}`)).body.task ?? {};
    const reason = '手机丢失以后不能再用来决定';
    for (const [path, body] of [
      [`/api/tasks/${task.id}/approve`, { rev }],
      [`/api/tasks/${task.id}/reject`, { rev, reason }],
      [`/api/tasks/${task.id}/withdraw`, { reason }],
      ['/api/officers/O62062300042/suspension', { reason }],
      ['/api/officers/O62062300042/reinstatement', {}],
    ] as const)
      expect((await inspector.post(path, body)).body, path).toMatchObject({ code: 'device-revoked' });
    expect((await inspector.get('/api/sync/stream')).body, 'stream').toMatchObject({ code: 'device-revoked' });
    expect((await inspector.get('/api/session')).status, 'the app still learns who hands in').toBe(200);
  });

  test('[SYNC-9] earlier events of a revoked device go into quarantine, and the device may report what it still holds', async () => {
    const reply = await inspector.post('/api/sync/events/push', pushBody(early[0] as Record<string, unknown>));
    expect(reply.body[0].sync).toMatchObject({ state: 'quarantined' });
    expect((await report({ head: { seq: 2, hash: '' } })).status).toBe(200);
    expect(await listed()).toMatchObject({ lastSeq: 2, health: { light: 'off', whole: true } });
  });

  test('another session of the account stays valid, and the phone enrols again with another key', async () => {
    const again = await server.as('wangjianguo');
    expect((await again.get('/api/sync/tasks/pull')).status).toBe(200);
    expect((await again.post('/api/devices', { publicKey: phone.publicKey })).body.code).toBe('device-revoked');
    const fresh = aDevice();
    expect((await again.post('/api/devices', { publicKey: fresh.publicKey })).status).toBe(201);
    expect((await again.get(`/api/sync/events/pull?device=${fresh.id}`)).status).toBe(200);
    for (const collection of ['events', 'tasks', 'drafts'])
      expect((await again.get(`/api/sync/${collection}/pull?device=${phone.id}`)).body.code).toBe('device-revoked');
  });

  test('an officer has a limited number of devices, and a revocation frees a place', async () => {
    let zhuoma = await server.as('zhuoma');
    const enrol = (device = aDevice()) => zhuoma.post('/api/devices', { publicKey: device.publicKey });
    const [first, most] = [aDevice(), DEFAULT_POLICY.officerDevices];
    await enrol(first);
    for (let i = 1; i < most; i++) await enrol();
    expect((await enrol()).body.code).toBe('too-many-devices');
    expect((await enrol(first)).status).toBe(201);
    await head.post(`/api/devices/${first.id}/revoke`, { reason: '旧手机已交回' });
    zhuoma = await server.as('zhuoma');
    expect((await enrol()).status).toBe(201);
  });

  test('a desk sees only devices of its agency, and only supervisors see counts of a region', async () => {
    expect((await supervisor.get('/api/devices')).status).toBe(403);
    expect((await head.get('/api/supervision/devices')).status).toBe(403);
    expect((await inspector.get('/api/devices')).status).toBe(403);
  });
});
