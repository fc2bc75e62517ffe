/** [SYNC-7] An enterprise's answer over the API: by its own phone, in a return QR through an officer's, and by both. */

import { randomBytes } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { taskIdSchema, uuidV7 } from '@liangma/shared/kernel/ids';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { sealAcknowledgement } from '@liangma/shared/protocol/acknowledgement';
import { type Answer, answerOf } from '@liangma/shared/protocol/answer';
import type { EventIn } from '@liangma/shared/protocol/event';
import type { OfficerId } from '@liangma/shared/registry/officer';
import type { TraceStep } from '@liangma/shared/supervision/trace';
import type { Claims } from '@liangma/shared/task-code/claims';
import { issueCode } from '@liangma/shared/task-code/issue';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aTask } from '../../../shared/test/builders.ts';
import { claims as someClaims } from '../../../shared/test/codes.ts';
import { sha256 } from '../../../shared/test/keys.ts';
import { addTask, findDevice, findTask } from '../../src/ports/directory.ts';
import { committed } from '../../src/ports/store.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

const FROM = NINE_O_CLOCK;
const AT = FROM + HOUR;

let server: TestServer;
let [inspector, supervisor] = [] as unknown as [Client, Client];
let officer: OfficerId;
const phone = aDevice();

beforeAll(async () => {
  server = await startServer();
  [inspector, supervisor] = [await server.as('wangjianguo'), await server.as('zhangwei')];
  await inspector.post('/api/devices', { publicKey: phone.publicKey });
  officer = (await inspector.get('/api/session')).body.actor.officer;
  server.clock.at = AT + 2 * HOUR;
});
afterAll(() => server.stop());

const audit = (id: string) => ({ shard: '', id, at: 0, actor: 'test', action: 'test', subject: '' });

/** A task with a code that the server signed. */
async function aCode(): Promise<IssuedTask> {
  const { keys, store, config } = server.deps;
  const id = v.parse(taskIdSchema, uuidV7(FROM, randomBytes(10)));
  const claims: Claims = { ...someClaims, task: id, notBefore: FROM / 1000, expires: FROM / 1000 + 14_400 };
  const code = await issueCode(keys.signerFor('codes', claims.agency, claims), claims, config.origin);
  const officers = [{ id: officer, name: '王建国', certificate: '62062300017' }];
  const { number: _, ...rest } = aTask('issued', { id, code, officers, window: { from: FROM, to: FROM + 4 * HOUR } });
  await store.write(async (tx) => {
    await addTask(tx, '6206', await tx.shards.next('6206'), rest);
    return committed(undefined, audit(id));
  });
  return rest;
}

const CONFIRM = { verdict: 'genuine', channel: 'link' };
const REFUSE = { ground: 'certificate-mismatch', note: '证号与码上不同' };

/** Makes an answer of an enterprise's phone, and its return QR. */
async function anAnswer(task: IssuedTask, said: object = CONFIRM, device: TestDevice = aDevice()) {
  const type = 'ground' in said ? 'refusal' : 'scan';
  const data = { code: task.code, ...said };
  const row = await device.event(type, task.id, data, AT);
  const answer = (await answerOf({ ...row, type, data } as unknown as EventIn<'scan'>, sha256)) as Answer;
  return { device, row, answer, ack: await sealed(device, answer) };
}

const sealed = async ({ key }: TestDevice, answer: Answer): Promise<string> =>
  toBase64Url(await sealAcknowledgement(key.signer, { ...answer, publicKey: key.publicKey }));

const pushOwn = async ({ device, row }: { device: TestDevice; row: Record<string, unknown> }) => {
  const headers = { 'x-liangma-device-key': device.publicKey };
  return (await server.anonymous.post('/api/sync/events/push', pushBody(row), headers)).body[0].sync;
};
const pushReturn = async (task: IssuedTask, ack: string, by: Client = inspector, carrier: TestDevice = phone) => {
  const row = await carrier.event('acknowledgement-scanned', task.id, { ack }, AT + 5 * MINUTE);
  return (await by.post('/api/sync/events/push', pushBody(row))).body[0].sync;
};
const taskNow = (task: IssuedTask) => server.deps.store.read((tx) => findTask(tx, task.id));
const alertsOf = async (task: IssuedTask): Promise<string[]> =>
  (await server.deps.store.read((tx) => tx.alerts.open('62')))
    .filter((a) => a.task === task.id)
    .map(({ code }) => code);
const stepsOf = async (task: IssuedTask): Promise<TraceStep[]> =>
  (await supervisor.get(`/api/tasks/${task.id}/trace`)).body.steps.filter((s: TraceStep) => s.receivedAt !== null);

test('[SYNC-7] a return QR that comes first brings the scan of an enterprise device unknown to the server', async () => {
  const task = await aCode();
  const { device, row, answer, ack } = await anAnswer(task);
  expect(await server.deps.store.read((tx) => findDevice(tx, device.id))).toBeUndefined();
  expect(await pushReturn(task, ack)).toMatchObject({ state: 'accepted' });
  const entry = { device: device.id, at: AT, ...CONFIRM, event: answer.event };
  expect(await taskNow(task)).toMatchObject({ state: 'issued', scans: [{ ...entry, routes: ['return'] }] });
  expect(await server.deps.store.read((tx) => findDevice(tx, device.id))).toMatchObject({
    publicKey: device.key.publicKey,
    officer: null,
    lastSeq: 0,
  });
  const returned = { by: '王建国', at: AT + 5 * MINUTE, receivedAt: server.clock.at };
  expect(await stepsOf(task)).toMatchObject([{ step: 'scanned', at: AT, by: '', receipt: null, returned: [returned] }]);

  server.clock.at += HOUR;
  const own = await pushOwn({ device, row });
  expect(own).toMatchObject({ state: 'accepted' });
  expect(await pushOwn({ device, row })).toEqual(own);
  expect(await taskNow(task)).toMatchObject({ scans: [{ ...entry, routes: ['return', 'own'] }] });
  expect((await taskNow(task)) as IssuedTask).toHaveProperty('scans.length', 1);
  expect(await stepsOf(task)).toMatchObject([
    { step: 'scanned', at: AT, receivedAt: server.clock.at, receipt: own.receipt, returned: [returned] },
  ]);
  expect(await alertsOf(task)).toEqual([]);
  expect(await server.deps.store.read((tx) => findDevice(tx, device.id))).toMatchObject({ lastSeq: 1 });
});

test('[SYNC-7] a return QR after the enterprise’s own push adds only its route', async () => {
  const task = await aCode();
  const { device, row, ack } = await anAnswer(task);
  expect(await pushOwn({ device, row })).toMatchObject({ state: 'accepted' });
  expect(await pushReturn(task, ack)).toMatchObject({ state: 'accepted' });
  expect(await taskNow(task)).toMatchObject({ scans: [{ device: device.id, routes: ['own', 'return'] }] });
  expect(await alertsOf(task)).toEqual([]);
  expect(await stepsOf(task)).toHaveLength(1);
});

test('[SYNC-7] a concurrent push and return QR, and a QR scanned twice, are one scan', async () => {
  const task = await aCode();
  const { device, row, ack } = await anAnswer(task);
  const states = await Promise.all([pushOwn({ device, row }), pushReturn(task, ack)]);
  expect(states.map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  expect(await pushReturn(task, ack)).toMatchObject({ state: 'accepted' });
  const { scans } = (await taskNow(task)) as IssuedTask;
  expect(scans).toHaveLength(1);
  expect([...(scans[0]?.routes ?? [])].sort()).toEqual(['own', 'return']);
  expect(await alertsOf(task)).toEqual([]);
});

test('[SYNC-7] a refusal ends the task with one alert, and the enterprise’s own event brings its words', async () => {
  const task = await aCode();
  const { device, row, ack } = await anAnswer(task, REFUSE);
  expect(await pushReturn(task, ack)).toMatchObject({ state: 'accepted' });
  const refused = { device: device.id, at: AT, ground: REFUSE.ground };
  expect(await taskNow(task)).toMatchObject({
    state: 'refused',
    refused: { ...refused, note: '', routes: ['return'] },
  });
  expect(await pushOwn({ device, row })).toMatchObject({ state: 'accepted' });
  expect(await taskNow(task)).toMatchObject({ refused: { ...refused, note: REFUSE.note, routes: ['return', 'own'] } });
  expect(await alertsOf(task)).toEqual(['enterprise-refused']);
  expect(await stepsOf(task)).toMatchObject([{ step: 'refused', detail: REFUSE.ground, returned: [{ by: '王建国' }] }]);
});

test('[SYNC-7] another phone of the enterprise adds another scan', async () => {
  const task = await aCode();
  const [first, second] = [await anAnswer(task), await anAnswer(task)];
  await pushReturn(task, first.ack);
  await pushOwn(second);
  expect(await taskNow(task)).toMatchObject({
    scans: [
      { device: first.device.id, routes: ['return'] },
      { device: second.device.id, routes: ['own'] },
    ],
  });
});

test('[SYNC-7] of two different answers with one id the first counts, the store keeps both, and an alert reports it', async () => {
  const task = await aCode();
  const { device, row, answer } = await anAnswer(task);
  const other = await sealed(device, { ...answer, content: { type: 'refusal', ground: 'other' } });
  expect(await pushReturn(task, other)).toMatchObject({ state: 'accepted' });
  expect(await pushOwn({ device, row })).toMatchObject({ state: 'accepted' });
  expect(await taskNow(task)).toMatchObject({ state: 'refused', scans: [] });
  expect((await alertsOf(task)).sort()).toEqual(['answers-differ', 'enterprise-refused']);
  expect((await stepsOf(task)).map(({ step, alerts }) => [step, alerts])).toEqual([
    ['scanned', ['answers-differ']],
    ['refused', ['enterprise-refused']],
  ]);
});

test('[SYNC-7] an answer that is tampered with, of another task or not carried by an officer is rejected and leaves the task unchanged', async () => {
  const [task, other] = [await aCode(), await aCode()];
  const { ack } = await anAnswer(task);
  const bytes = fromBase64Url(ack) as Uint8Array;
  for (const bit of [100, 900, 8 * bytes.length - 1]) {
    const flipped = Uint8Array.from(bytes, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const { state, code } = await pushReturn(task, toBase64Url(flipped));
    expect(state).toBe('rejected');
    expect(['malformed', 'device-mismatch', 'bad-signature']).toContain(code);
  }
  expect(await pushReturn(other, ack)).toMatchObject({ state: 'rejected', code: 'malformed' });
  const stranger = aDevice();
  const row = await stranger.event('acknowledgement-scanned', task.id, { ack }, AT);
  expect(await pushOwn({ device: stranger, row })).toMatchObject({ state: 'rejected', code: 'not-assigned' });
  expect(await taskNow(task)).toEqual(task);
  expect(await taskNow(other)).toEqual(other);
  expect(await pushReturn(task, ack), 'the officer’s chain goes on').toMatchObject({ state: 'accepted' });
});

test('[SYNC-7] an answer to another code of the same task does not count', async () => {
  const task = await aCode();
  const forged = await issueCode(aDevice().key.signer, { ...someClaims, task: task.id }, server.deps.config.origin);
  const { ack } = await anAnswer({ ...task, code: forged });
  expect(await pushReturn(task, ack)).toMatchObject({ state: 'rejected', code: 'code-refused' });
});

test('[EVAL-2] an answer signed by an officer’s own device counts and raises an alert', async () => {
  const task = await aCode();
  const { ack } = await anAnswer(task, CONFIRM, phone);
  // The officer never pushes the event itself, which would leave a gap in the chain: another device carries the QR.
  const second = await server.as('zhuoma');
  const carrier = aDevice();
  await second.post('/api/devices', { publicKey: carrier.publicKey });
  expect(await pushReturn(task, ack, second, carrier)).toMatchObject({ state: 'accepted' });
  expect(await alertsOf(task)).toEqual(['scanned-by-officer']);
  expect(await stepsOf(task)).toMatchObject([{ step: 'scanned', by: '王建国', returned: [{ by: '卓玛' }] }]);
});
