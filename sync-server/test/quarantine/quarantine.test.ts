/** [SYNC-9] A device is revoked, or its officer suspended, while it is offline: over the API, to the decision and after. */

import type { Post } from '@liangma/shared/access/post';
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import { storedEvent } from '@liangma/testing/stored-events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { findDevice, findTask } from '../../src/ports/directory.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask as knownTask } from '../known-task.ts';

/** A day for each test: what one does is over in the next. */
let AT = NINE_O_CLOCK;

let server: TestServer;
let [inspector, supervisor, approver] = [] as unknown as [Client, Client, Client];
let phone: TestDevice;
let officer = '';

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  AT += DAY;
  server.clock.at = AT;
  const names = ['wangjianguo', 'zhangwei', 'mayongcheng'];
  [inspector, supervisor, approver] = (await Promise.all(names.map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  officer = (await inspector.get('/api/session')).body.actor.officer;
  phone = aDevice();
  await inspector.post('/api/devices', { publicKey: phone.publicKey });
});

const aKnownTask = () => knownTask(server, AT, officer);

const started = (task: IssuedTask, at: number) => phone.event('inspection-started', task.id, {}, at);
const recorded = (task: IssuedTask, at: number) =>
  phone.event('record-submitted', task.id, aRecord({ startedAt: at, endedAt: at }), at);
const push = async (rows: Record<string, unknown>[], by: Client = inspector, headers = {}) =>
  by.post('/api/sync/events/push', pushBody(...rows), headers);
const fates = async (...given: Parameters<typeof push>) =>
  (await push(...given)).body.map(({ sync }: { sync: object }) => sync);
const taskNow = (task: IssuedTask) => server.deps.store.read((tx) => findTask(tx, task.id));
const cases = async () =>
  (await supervisor.get('/api/lists/quarantine')).body.rows.filter(
    ({ device }: { device: string }) => device === phone.id,
  );
const decide = (events: unknown[], decision: string, by = supervisor) =>
  by.post('/api/quarantine/decisions', { events, decision, note: '已核查现场情况' });
const pulled = async () => {
  const { documents } = (await inspector.get(`/api/sync/events/pull?device=${phone.id}`)).body;
  return documents.map(({ seq, sync }: { seq: number; sync: object }) => ({ seq, ...sync }));
};
const revoke = (by = approver) => by.post(`/api/devices/${phone.id}/revoke`, { reason: '手机丢失' });

test('[SYNC-9] events that arrive after a revocation go into quarantine without effect, and the chain continues', async () => {
  const [one, two] = [await aKnownTask(), await aKnownTask()];
  server.clock.at = AT + HOUR;
  expect((await revoke()).body.revoked).toMatchObject({ at: AT + HOUR });
  server.clock.at = AT + 2 * HOUR;
  const rows = [await started(one, AT), await started(two, AT + HOUR), await recorded(two, AT + HOUR + MINUTE)];
  const sent = await fates(rows);
  const QUARANTINED = { state: 'quarantined', receivedAt: AT + 2 * HOUR };
  expect(sent).toEqual([QUARANTINED, QUARANTINED, QUARANTINED]);
  expect(await taskNow(one)).toEqual(one);
  expect(await taskNow(two)).toEqual(two);
  expect(await server.deps.store.read((tx) => findDevice(tx, phone.id))).toMatchObject({ lastSeq: 3 });
  const [before, after] = await cases();
  expect([before, after].map((found) => found.task).sort()).toEqual([one.id, two.id].sort());
  expect([before, after].filter((found) => found.task === two.id)).toEqual([
    {
      device: phone.id,
      officer: '王建国',
      reason: 'device-revoked',
      since: AT + HOUR,
      task: two.id,
      enterprise: two.enterprise.name,
      agency: two.agency.name,
      events: [
        { id: rows[1]?.id, type: 'inspection-started', at: AT + HOUR, arrivedAt: AT + 2 * HOUR },
        { id: rows[2]?.id, type: 'record-submitted', at: AT + HOUR + MINUTE, arrivedAt: AT + 2 * HOUR },
      ],
    },
  ]);
  expect(await fates(rows)).toEqual(sent);
});

test('[SYNC-9] accepted held events are judged as if they arrived now, in chain order, and a repeated push returns the outcome', async () => {
  const task = await aKnownTask();
  await revoke();
  server.clock.at = AT + 2 * HOUR;
  const rows = [await started(task, AT), await recorded(task, AT + MINUTE)];
  await fates(rows);
  server.clock.at = AT + 5 * HOUR;
  const reply = await decide([rows[1]?.id, rows[0]?.id], 'released');
  expect(reply.body.events).toEqual(rows.map(({ id }) => ({ id, state: 'accepted', code: null })));
  expect(await taskNow(task)).toMatchObject({ state: 'recorded', started: { at: AT, device: phone.id } });
  const accepted = { state: 'accepted', receivedAt: AT + 5 * HOUR };
  expect(await fates(rows, server.anonymous)).toMatchObject([accepted, accepted]);
  expect(await cases()).toEqual([]);
  expect((await decide([rows[0]?.id], 'dismissed')).body.code).toBe('wrong-state');
  for (const { id } of rows.slice(0, 2)) {
    const audit = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', String(id)));
    expect(audit).toContainEqual(expect.objectContaining({ actor: 'zhangwei', action: 'quarantine.released' }));
  }
});

test('[SYNC-9] a rejected held event carries the supervisor’s words, leaves the task unchanged and keeps its envelope', async () => {
  const task = await aKnownTask();
  await revoke();
  const row = await started(task, AT);
  await fates([row]);
  await decide([row.id], 'dismissed');
  expect(await fates([row])).toMatchObject([{ state: 'rejected', code: 'dismissed', reasons: ['已核查现场情况'] }]);
  expect(await taskNow(task)).toEqual(task);
  const kept = await server.deps.store.read(async (tx) => [
    await storedEvent(tx, String(row.id)),
    await tx.quarantine.byEvent('6206', String(row.id)),
  ]);
  expect(kept).toMatchObject([{ state: 'rejected' }, { decided: { by: 'zhangwei', note: '已核查现场情况' } }]);
});

test('[SYNC-9] a decision cannot skip an earlier event, nor cover two devices or two tasks', async () => {
  const [one, two] = [await aKnownTask(), await aKnownTask()];
  await revoke();
  const rows = [await started(one, AT), await recorded(one, AT + MINUTE), await started(two, AT + MINUTE)];
  await fates(rows);
  expect((await decide([rows[1]?.id], 'released')).body.code).toBe('conflict');
  expect((await decide([rows[0]?.id, rows[2]?.id], 'released')).body.code).toBe('bad-request');
  expect((await decide([rows[2]?.id, '019ab3a0-ffff-7abc-8def-0123456789ab'], 'released')).body.code).toBe('not-found');
  expect((await decide([rows[2]?.id], 'released')).status).toBe(200);
});

test('[SYNC-9] a blocked account can report by signature, a stranger or a device in use cannot', async () => {
  const task = await aKnownTask();
  const row = await started(task, AT);
  expect((await push([row], server.anonymous)).body.code).toBe('not-signed-in');
  await revoke();
  expect(await fates([row], server.anonymous)).toMatchObject([{ state: 'quarantined' }]);
  const forged = { ...(await started(task, AT)), envelope: row.envelope };
  expect(await fates([forged], server.anonymous)).toMatchObject([{ state: 'rejected', code: 'malformed' }]);
  const stranger = aDevice();
  const foreign = await stranger.event('inspection-started', task.id, {}, AT);
  expect((await push([foreign], server.anonymous)).body.code).toBe('not-signed-in');
  const inItsName = { ...foreign, device: phone.id };
  expect(await fates([inItsName], server.anonymous)).toMatchObject([{ code: 'bad-signature' }]);
  expect((await server.anonymous.get(`/api/sync/events/pull?device=${phone.id}`)).status).toBe(401);
});

test('[SYNC-9] only supervisors of the region decide and suspend', async () => {
  const task = await aKnownTask();
  const [clerk, elsewhere] = [await server.as('lichunmei'), await server.as('wangjianguo')];
  expect((await revoke(clerk)).body.code).toBe('forbidden');
  expect((await clerk.post(`/api/officers/${officer}/suspension`, { reason: 'x' })).body.code).toBe('forbidden');
  await revoke();
  expect((await revoke()).body.code).toBe('wrong-state');
  const row = await started(task, AT);
  await fates([row]);
  for (const one of [clerk, elsewhere]) {
    expect((await one.get('/api/lists/quarantine')).body.code).toBe('forbidden');
    expect((await decide([row.id], 'released', one)).body.code).toBe('forbidden');
  }
  expect((await decide([row.id], 'released', server.anonymous)).body.code).toBe('not-signed-in');
});

test('[SYNC-9] events during a suspension go into quarantine, later ones are accepted, and the account sees the outcome', async () => {
  const [one, two] = [await aKnownTask(), await aKnownTask()];
  const suspended = await supervisor.post(`/api/officers/${officer}/suspension`, { reason: '执法证件暂扣' });
  expect(suspended.body).toEqual({ from: AT, until: null });
  const { posts } = (await inspector.get('/api/session')).body.actor;
  expect(posts.map(({ role }: Post) => role)).not.toContain('inspector');
  expect((await inspector.get('/api/sync/tasks/pull')).status).toBe(403);
  const row = await started(one, AT + MINUTE);
  server.clock.at = AT + HOUR;
  expect(await fates([row])).toMatchObject([{ state: 'quarantined' }]);
  expect(await cases()).toMatchObject([{ reason: 'officer-suspended', since: AT, officer: '王建国' }]);
  expect(await pulled()).toMatchObject([{ seq: 1, state: 'quarantined' }]);
  await decide([row.id], 'dismissed');
  expect(await pulled()).toMatchObject([{ seq: 1, state: 'rejected', code: 'dismissed' }]);
  await supervisor.post(`/api/officers/${officer}/reinstatement`, {});
  expect((await inspector.get('/api/sync/tasks/pull')).status).toBe(200);
  expect(await fates([await started(two, AT + 2 * HOUR)])).toMatchObject([{ state: 'accepted' }]);
});

test('[SYNC-9] events that claim an earlier time raise one open alert a task and officer', async () => {
  const [one, two] = [await aKnownTask(), await aKnownTask()];
  const rows = [await started(one, AT), await recorded(one, AT + MINUTE), await started(two, AT + 2 * MINUTE)];
  const later = await phone.event('code-shown', one.id, {}, AT + 3 * MINUTE);
  const other = aDevice();
  await inspector.post('/api/devices', { publicKey: other.publicKey });
  const joined = await other.event('inspection-started', one.id, {}, AT + 4 * MINUTE);
  server.clock.at = AT + 30 * MINUTE;
  await supervisor.post(`/api/officers/${officer}/suspension`, { reason: '执法证件暂扣' });
  const told = async (state = 'open') => {
    const { rows } = (await supervisor.get(`/api/lists/alerts?state=${state}`)).body;
    return rows.filter(({ task }: { task: string }) => task === one.id || task === two.id);
  };
  const alertOf = (task: IssuedTask, at: number, ...sent: Record<string, unknown>[]) =>
    expect.objectContaining({
      rule: 'SYNC-9',
      code: 'sent-after-barred',
      task: task.id,
      at,
      officer: '王建国',
      sent: sent.map(({ id, type, at }) => expect.objectContaining({ id, type, at })),
    });
  const sendAt = async (at: number, ...some: Record<string, unknown>[]) => {
    server.clock.at = at;
    await fates(some);
  };

  await sendAt(AT + HOUR, ...rows);
  await sendAt(AT + 2 * HOUR, joined);
  const alerts = await told();
  expect(alerts).toHaveLength(2);
  expect(alerts).toContainEqual(alertOf(one, AT + HOUR, rows[0] ?? {}, rows[1] ?? {}, joined));
  expect(alerts).toContainEqual(alertOf(two, AT + HOUR, rows[2] ?? {}));

  for (const { id } of alerts) await supervisor.post(`/api/alerts/${id}/close`, { note: '已核对' });
  await sendAt(AT + 3 * HOUR, later);
  expect(await told()).toEqual([alertOf(one, AT + 3 * HOUR, later)]);
  expect(await told('closed')).toContainEqual(alertOf(one, AT + HOUR, rows[0] ?? {}, rows[1] ?? {}, joined));
  await supervisor.post(`/api/officers/${officer}/reinstatement`, {});
});
