/** Files of a device brought in at the desk, corrections and discards: over the API, on both stores. */

import { randomBytes } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { taskIdSchema, uuidV7 } from '@liangma/shared/kernel/ids';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { sealHandover } from '@liangma/shared/protocol/handover';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { storedEvent } from '@liangma/testing/stored-events';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aRecord, aTask, OTHER_DEVICE_ID } from '../../../shared/test/builders.ts';
import { aDeviceReport } from '../../../shared/test/device-reports.ts';
import { importHandover } from '../../src/events/handover.ts';
import { addTask, findDevice, findTask } from '../../src/ports/directory.ts';
import { committed, type Store } from '../../src/ports/store.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { IS_NIGHT, RULE_STORES } from '../rule-stores.ts';
import { sharedPostgres } from '../shared-stores.ts';

type Row = Record<string, unknown>;

let postgres: SharedPostgres | undefined;
beforeAll(async () => {
  if (IS_NIGHT) postgres = await sharedPostgres();
});
afterAll(() => postgres?.stop());

describe.each(RULE_STORES)('handovers on %s', (kind) => {
  let server: TestServer;
  let [clerk, inspector, supervisor] = [] as unknown as [Client, Client, Client];
  let phone: TestDevice;
  let officer = '';
  const AT = NINE_O_CLOCK;

  beforeAll(async () => {
    server = await startServer(
      kind === 'postgres' ? { databaseUrl: await postgres?.county('handovers') } : { onDisk: true },
    );
    const names = ['lichunmei', 'wangjianguo', 'zhangwei'];
    [clerk, inspector, supervisor] = (await Promise.all(names.map((name) => server.as(name)))) as [
      Client,
      Client,
      Client,
    ];
    officer = (await inspector.get('/api/session')).body.actor.officer;
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    server.clock.at = AT;
    phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
  });

  async function aKnownTask(state: 'issued' | 'inspecting' = 'issued'): Promise<IssuedTask> {
    const id = v.parse(taskIdSchema, uuidV7(AT, randomBytes(10)));
    const { officers, ...rest } = aTask(state, { id, window: { from: AT - HOUR, to: AT + 3 * HOUR } });
    const confirmed = { device: OTHER_DEVICE_ID, at: AT, verdict: 'genuine', channel: 'link', proof: 'live' };
    const named = { officers: [{ ...officers[0], id: officer }], scans: [confirmed] };
    const { number: _, ...task } = { ...rest, ...named } as IssuedTask;
    await server.deps.store.write(async (tx) => {
      await addTask(tx, '6206', await tx.shards.next('6206'), task);
      return committed(undefined, { shard: '', id, at: 0, actor: 'test', action: 'test', subject: '' });
    });
    return task;
  }

  const started = (task: IssuedTask) => phone.event('inspection-started', task.id, {}, AT);
  const recorded = (task: IssuedTask, replaces?: string) =>
    phone.event('record-submitted', task.id, aRecord({ startedAt: AT, endedAt: AT + MINUTE }), AT + MINUTE, replaces);
  const push = async (...rows: Row[]) =>
    (await inspector.post('/api/sync/events/push', pushBody(...rows))).body.map(({ sync }: { sync: object }) => sync);
  const fileOf = async (rows: Row[], by = phone): Promise<Uint8Array<ArrayBuffer>> =>
    sealHandover(by.key.signer, {
      publicKey: by.key.publicKey,
      account: 'wangjianguo',
      at: AT + HOUR,
      envelopes: rows.map(({ envelope }) => fromBase64Url(String(envelope)) as Uint8Array),
    });
  const bringIn = (file: Uint8Array, by = clerk) => by.post('/api/handovers', { file: toBase64Url(file) });
  const taskNow = (task: IssuedTask) => server.deps.store.read((tx) => findTask(tx, task.id));

  test('[SYNC-16] the server judges each envelope of a file as a push, and the device’s own push gets the same outcome', async () => {
    const [task, other] = [await aKnownTask(), await aKnownTask('inspecting')];
    const rows = [await started(task), await recorded(task), await recorded(other), await recorded(other)];
    server.clock.at = AT + 2 * HOUR;
    const { body } = await bringIn(await fileOf(rows));
    expect(body).toMatchObject({ device: phone.id, officer: '王建国', madeAt: AT + HOUR });
    const accepted = { state: 'accepted', receivedAt: AT + 2 * HOUR, handedIn: true };
    const first = body.events.map(({ known, sync }: Row) => ({ known, sync }));
    expect(first).toMatchObject([
      { known: false, sync: accepted },
      { known: false, sync: accepted },
      { known: false, sync: accepted },
      { known: false, sync: { state: 'rejected', code: 'wrong-state' } },
    ]);
    expect(body.events[1]).toMatchObject({
      event: { id: rows[1]?.id, type: 'record-submitted', task: task.id },
      enterprise: task.enterprise.name,
    });
    expect(await taskNow(task)).toMatchObject({ state: 'recorded' });
    server.clock.at = AT + 5 * HOUR;
    expect(await push(...rows)).toEqual(body.events.map(({ sync }: Row) => sync));
    const again = await bringIn(await fileOf(rows));
    expect(again.body.events.map(({ known, sync }: Row) => ({ known, sync }))).toEqual(
      body.events.map(({ sync }: Row) => ({ known: true, sync })),
    );
  });

  test('[SYNC-16] a large file is written in slices, and other pushes are answered between them', async () => {
    const task = await aKnownTask();
    const rows = await Promise.all(Array.from({ length: 450 }, () => phone.event('code-shown', task.id, {}, AT)));
    const ordered = rows.sort((a, b) => Number(a.seq) - Number(b.seq));
    const bringing = bringIn(await fileOf(ordered));
    let isOver = false;
    void bringing.finally(() => {
      isOver = true;
    });
    let answered = 0;
    while (!isOver) {
      await new Promise(setImmediate);
      await inspector.get('/api/health');
      answered += Number(!isOver);
    }
    const { body } = await bringing;
    expect(new Set(body.events.map(({ sync }: { sync: { state: string } }) => sync.state))).toEqual(
      new Set(['accepted']),
    );
    expect(body.events).toHaveLength(450);
    expect(body.events.map(({ event }: { event: Row }) => event.id)).toEqual(ordered.map(({ id }) => id));
    expect(answered).toBeGreaterThanOrEqual(4);
  });

  test('[SYNC-16] the store keeps who handed the file in, and the device’s last contact does not change', async () => {
    const task = await aKnownTask();
    const before = await server.deps.store.read((tx) => findDevice(tx, phone.id));
    const row = await started(task);
    server.clock.at = AT + 2 * HOUR;
    await bringIn(await fileOf([row]));
    const kept = await server.deps.store.read(async (tx) => ({
      event: await storedEvent(tx, String(row.id)),
      device: await findDevice(tx, phone.id),
      audit: [...(await tx.audit.ofSubject('6206', String(row.id))), ...(await tx.audit.ofSubject('6206', phone.id))],
    }));
    expect(kept.event).toMatchObject({ state: 'accepted', handedInBy: 'lichunmei' });
    expect(kept.device).toMatchObject({ lastSeq: 1, lastContactAt: before?.lastContactAt });
    expect(kept.audit.map(({ actor, action }) => [actor, action])).toEqual([
      ['lichunmei', 'event.accepted'],
      ['lichunmei', 'handover.import'],
      ['wangjianguo', 'device.enrol'],
    ]);
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    expect(steps.find(({ step }: { step: string }) => step === 'started')).toMatchObject({ handedIn: '李春梅' });
  });

  test('[SYNC-16] events after a gap in a file wait until the device’s own push fills it', async () => {
    const task = await aKnownTask();
    const [one, two] = [await started(task), await recorded(task)];
    expect((await bringIn(await fileOf([two]))).body.events).toMatchObject([{ sync: { state: 'waiting' } }]);
    expect(await push(one)).toMatchObject([{ state: 'accepted' }]);
    expect(await push(two)).toMatchObject([{ state: 'accepted', handedIn: true }]);
  });

  test('a malformed, altered or foreign file is rejected with a reason, and nothing is written', async () => {
    const task = await aKnownTask();
    const row = await started(task);
    const file = await fileOf([row]);
    const stranger = aDevice();
    const changed = Uint8Array.from(file);
    changed[file.length - 1] = (changed[file.length - 1] ?? 0) ^ 1;
    const [code, text] = [
      async (given: Uint8Array, by = clerk) => (await bringIn(given, by)).body.code,
      new TextEncoder(),
    ];
    expect(await code(text.encode('{"format":"liangma-backup"}'))).toBe('file-unreadable');
    expect(await code(file.slice(0, -9))).toBe('file-unreadable');
    expect(await code(new Uint8Array(0))).toBe('file-unreadable');
    expect(await code(changed)).toBe('file-changed');
    expect(await code(await fileOf([row], stranger))).toBe('device-unknown');
    expect(await code(file, inspector)).toBe('forbidden');
    expect(await code(file, supervisor)).toBe('forbidden');
    expect((await clerk.post('/api/handovers', { file: 7 })).body.code).toBe('bad-request');
    expect((await clerk.post('/api/handovers', { file: 'A'.repeat(7_100_000) })).status).toBe(413);
    expect(await server.deps.store.read((tx) => storedEvent(tx, String(row.id)))).toBeUndefined();
    expect(await taskNow(task)).toEqual(task);
  });

  test('an envelope signed by another device is rejected, and the others are accepted', async () => {
    const task = await aKnownTask();
    const foreign = await aDevice().event('inspection-started', task.id, {}, AT);
    const { body } = await bringIn(await fileOf([foreign, await started(task)]));
    expect(body.events).toMatchObject([
      { event: null, sync: { state: 'rejected', code: 'bad-signature' } },
      { sync: { state: 'accepted' } },
    ]);
  });

  test('an envelope that throws does not stop the others of its file', async () => {
    const task = await aKnownTask();
    const rows = [await phone.event('code-shown', task.id, {}, AT), await started(task)];
    const { store } = server.deps;
    const failing: Store = {
      kind: store.kind,
      epoch: store.epoch,
      read: (work) => store.read(work),
      close: () => store.close(),
      probe: (now) => store.probe(now),
      refreshStatistics: () => store.refreshStatistics(),
      write: (work) =>
        store.write((tx) =>
          work({
            ...tx,
            events: {
              ...tx.events,
              save: async (event) => {
                if (event.id === rows[0]?.id) throw new Error('broken on purpose');
                return tx.events.save(event);
              },
            },
          }),
        ),
    };
    const { actor } = (await clerk.get('/api/session')).body;
    const imported = await importHandover({ ...server.deps, store: failing }, actor, await fileOf(rows));
    expect(imported).toMatchObject({
      value: { events: [{ event: { id: rows[0]?.id }, sync: { state: 'pending' } }, { sync: { state: 'waiting' } }] },
    });
    expect((await bringIn(await fileOf(rows))).body.events).toMatchObject([
      { sync: { state: 'accepted' } },
      { sync: { state: 'accepted' } },
    ]);
  });

  test('[SYNC-14] a new record replaces a rejected one that it names, not an accepted one', async () => {
    const task = await aKnownTask();
    await server.deps.store.write(async (tx) => {
      const { officers } = task;
      await addTask(tx, '6206', await tx.shards.next('6206'), {
        ...task,
        officers: [{ ...officers[0], id: 'O9999' }],
      } as never);
      return committed(undefined, { id: `${task.id}-`, at: 0, shard: '', actor: 'test', action: 'test', subject: '' });
    });
    const refused = await recorded(task);
    expect(await push(refused)).toMatchObject([{ state: 'rejected', code: 'not-assigned' }]);
    await server.deps.store.write(async (tx) => {
      await addTask(tx, '6206', await tx.shards.next('6206'), task);
      return committed(undefined, { id: `${task.id}+`, at: 0, shard: '', actor: 'test', action: 'test', subject: '' });
    });
    const fixed = await recorded(task, String(refused.id));
    expect(await push(fixed)).toMatchObject([{ state: 'accepted' }]);
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    expect(steps.find(({ step }: { step: string }) => step === 'recorded')).toMatchObject({ corrects: true });
    expect(await push(await recorded(task, String(fixed.id)))).toMatchObject([{ code: 'wrong-state' }]);
    const elsewhere = await recorded(await aKnownTask(), String(refused.id));
    expect(await push(elsewhere)).toMatchObject([{ state: 'rejected', code: 'malformed' }]);
    expect(await server.deps.store.read((tx) => storedEvent(tx, String(refused.id)))).toMatchObject({
      state: 'rejected',
    });
  });

  test('[SYNC-15] supervisors see a discard once: as an alert of its task, and in the trace with its reason', async () => {
    const task = await aKnownTask('inspecting');
    const [one, two] = [await recorded(task), await recorded(task)];
    await push(one, two);
    const discard = {
      event: two.id,
      type: 'record-submitted',
      task: task.id,
      at: AT + MINUTE,
      ground: 'entered-by-another',
      note: '卓玛已交',
      exported: false,
    };
    const report = { ...aDeviceReport({ head: { seq: 2, hash: '' } }), device: phone.id, discarded: [discard] };
    server.clock.at = AT + HOUR;
    for (const _ of [1, 2]) expect((await inspector.post('/api/sync/report', report)).status).toBe(200);
    const alerts = await server.deps.store.read((tx) => tx.alerts.open('62'));
    expect(alerts.filter((alert) => alert.task === task.id)).toMatchObject([
      { rule: 'SYNC-15', code: 'record-discarded', county: task.enterprise.region.slice(0, 6), at: AT + HOUR },
    ]);
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    expect(steps.find(({ step }: { step: string }) => step === 'discarded')).toMatchObject({
      at: AT + MINUTE,
      receivedAt: AT + HOUR,
      by: '王建国',
      detail: 'entered-by-another',
      note: '卓玛已交',
    });
    expect(await server.deps.store.read((tx) => tx.events.discards('6206', task.id))).toEqual([
      { ...discard, device: phone.id, receivedAt: AT + HOUR },
    ]);
    const bad = { ...report, discarded: [{ ...discard, ground: 'no such' }] };
    expect((await inspector.post('/api/sync/report', bad)).body.code).toBe('bad-request');
  });
});
