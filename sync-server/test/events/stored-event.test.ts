/** An event whose own signature fails, in a chain that vouches for it: taken, and shown as evidence. */

import { MINUTE } from '@liangma/shared/kernel/instant';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody } from '@liangma/testing/device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { aDeviceKey } from '../../../shared/test/keys.ts';
import { findTask } from '../../src/ports/directory.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask } from '../known-task.ts';

const AT = NINE_O_CLOCK;
let server: TestServer;
let [inspector, supervisor] = [] as unknown as [Client, Client];
beforeAll(async () => {
  server = await startServer();
  [inspector, supervisor] = [await server.as('wangjianguo'), await server.as('zhangwei')];
});
afterAll(() => server.stop());

/** A phone whose signatures come out wrong while `fails` says so. */
async function aPhone(fails: () => boolean) {
  const key = aDeviceKey();
  const sign = async (message: Uint8Array) =>
    (await key.signer.sign(message)).map((byte) => (fails() ? byte ^ 1 : byte));
  const phone = aDevice({ ...key, signer: { ...key.signer, sign } });
  await inspector.post('/api/devices', { publicKey: phone.publicKey });
  return phone;
}

const startedAndRecorded = async (task: IssuedTask, failing: 'started' | 'recorded') => {
  let now: typeof failing = 'started';
  const phone = await aPhone(() => now === failing);
  const started = await phone.event('inspection-started', task.id, {}, AT);
  now = 'recorded';
  const record = aRecord({ startedAt: AT, endedAt: AT + MINUTE });
  return [started, await phone.event('record-submitted', task.id, record, AT + MINUTE)];
};

const aTaskOfTheirs = async () =>
  aKnownTask(server, AT, (await inspector.get('/api/session')).body.actor.officer as string);

const push = async (rows: Record<string, unknown>[]) =>
  (await inspector.post('/api/sync/events/push', pushBody(...rows))).body.map(({ sync }: { sync: object }) => sync);

test('[SYNC-21] the next event vouches for it at the push and in the trace', async () => {
  const task = await aTaskOfTheirs();
  const rows = await startedAndRecorded(task, 'started');
  expect(await push(rows)).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
  const { status, body } = await supervisor.get(`/api/tasks/${task.id}/trace`);
  expect(status).toBe(200);
  expect(body.steps.map(({ step }: { step: string }) => step)).toEqual(expect.arrayContaining(['started', 'recorded']));
});

test('[SYNC-21] an event without a valid successor is rejected, and the events before it are accepted', async () => {
  const task = await aTaskOfTheirs();
  const [started, recorded] = await startedAndRecorded(task, 'recorded');
  const refused = { state: 'rejected', code: 'bad-signature' };
  expect(await push([started, recorded] as Record<string, unknown>[])).toMatchObject([{ state: 'accepted' }, refused]);
  expect(await push([recorded] as Record<string, unknown>[])).toMatchObject([refused]);
  expect(await server.deps.store.read((tx) => findTask(tx, task.id))).toMatchObject({ state: 'inspecting' });
});
