/**
 * A client of the version before is understood, and told everything in words that it has. The product has one version so
 * far: here the server is of a second one, which brought the quarantine and lapsed tasks.
 */

import { DAY, MINUTE } from '@liangma/shared/kernel/instant';
import type { Protocol } from '@liangma/shared/protocol/older-clients';
import { PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import { aDevice, pushBody } from '@liangma/testing/device';
import { storedEvent } from '@liangma/testing/stored-events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lapseTasks } from '../../src/tasks/lapse-tasks.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask } from '../known-task.ts';

const SECOND_VERSION: Protocol = {
  current: 2,
  oldest: 1,
  released: { 2: Date.UTC(2026, 10, 1) },
  downgrades: {
    1: {
      sync: (sync) => (sync.state === 'quarantined' ? { state: 'waiting' } : sync),
      task: (task) => {
        if (task.state !== 'lapsed') return task;
        const { lapsed: _, ...rest } = task;
        return { ...rest, state: 'issued' };
      },
    },
  },
};
const OLDER = { [PROTOCOL_HEADER]: '1' };
const TODAY = { [PROTOCOL_HEADER]: '2' };

let server: TestServer;
let [inspector, approver] = [] as unknown as [Client, Client];
let officer = '';
beforeAll(async () => {
  server = await startServer({ protocol: SECOND_VERSION });
  [inspector, approver] = [await server.as('wangjianguo'), await server.as('mayongcheng')];
  officer = (await inspector.get('/api/session')).body.actor.officer;
});
afterAll(() => server.stop());

test('[SYNC-19] the server understands the previous version and answers its last day, and none for the present version', async () => {
  const [older, today] = [
    await inspector.get('/api/sync/tasks/pull', OLDER),
    await inspector.get('/api/sync/tasks/pull', TODAY),
  ];
  expect([older.status, today.status]).toEqual([200, 200]);
  expect(older.headers.get('sunset')).toBe(new Date(Date.UTC(2026, 10, 1) + 180 * DAY).toUTCString());
  expect(today.headers.get('sunset')).toBe(null);
  expect(older.headers.get(PROTOCOL_HEADER)).toBe('2');
});

test('[SYNC-19] the server rejects older and later versions and judges nothing of them', async () => {
  const task = await aKnownTask(server, NINE_O_CLOCK, officer);
  const phone = aDevice();
  await inspector.post('/api/devices', { publicKey: phone.publicKey });
  const row = await phone.event('inspection-started', task.id, {}, NINE_O_CLOCK);
  for (const [version, status, code] of [
    ['0', 426, 'protocol-too-old'],
    ['3', 503, 'protocol-too-new'],
  ] as const) {
    const reply = await inspector.post('/api/sync/events/push', pushBody(row), { [PROTOCOL_HEADER]: version });
    expect(reply).toMatchObject({ status, body: { code } });
  }
  expect(await server.deps.store.read((tx) => storedEvent(tx, row.id as string))).toBeUndefined();
});

test('[SYNC-9] the previous version sees a quarantined event as waiting, and the stored state is the same', async () => {
  const task = await aKnownTask(server, NINE_O_CLOCK, officer);
  const phone = aDevice();
  await inspector.post('/api/devices', { publicKey: phone.publicKey });
  await approver.post(`/api/devices/${phone.id}/revoke`, { reason: '手机丢失' });
  const row = await phone.event('inspection-started', task.id, {}, NINE_O_CLOCK);
  const told = async (headers: Record<string, string>) =>
    (await inspector.post('/api/sync/events/push', pushBody(row), headers)).body;
  const quarantined = { state: 'quarantined', receivedAt: NINE_O_CLOCK };
  expect(await told(OLDER)).toEqual([{ id: row.id, sync: { state: 'waiting' } }]);
  expect(await told(TODAY)).toEqual([{ id: row.id, sync: quarantined }]);
  expect(await told({})).toEqual([{ id: row.id, sync: quarantined }]);
});

test('[NOT-2] the previous version sees a lapsed task as issued, without a live code, and its checksum agrees', async () => {
  const task = await issueTask(await server.as('lichunmei'), approver);
  const pulled = async (headers: Record<string, string>) => {
    const { documents, sums } = (await inspector.get('/api/sync/tasks/pull', headers)).body;
    return { row: documents.find(({ id }: { id: string }) => id === task.id), sums };
  };
  expect((await pulled(OLDER)).row).toEqual((await pulled(TODAY)).row);
  expect((await pulled(OLDER)).row).toMatchObject({ state: 'issued', live: { code: expect.any(String) } });
  server.clock.at = task.window.to + MINUTE;
  await lapseTasks(server.deps);
  const [older, today] = [await pulled(OLDER), await pulled(TODAY)];
  expect(today.row).toMatchObject({ state: 'lapsed', data: { state: 'lapsed' } });
  const { rev } = today.row;
  expect(older.row).toMatchObject({ state: 'issued', rev, data: { state: 'issued', rev } });
  expect(older.row).not.toHaveProperty('live');
  expect(older.row.data).not.toHaveProperty('lapsed');
  expect(older.sums).toEqual(today.sums);
});
