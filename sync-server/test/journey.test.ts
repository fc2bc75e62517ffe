/** Runs a whole inspection over the API, on both stores: apply, approve, show, scan, record, evaluate, trace. */
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import { HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import { aDevice, pushBody } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256, verifySignature } from '../../shared/test/keys.ts';
import { applicationFor } from './application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from './harness.ts';
import { sharedPostgres } from './shared-stores.ts';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('one inspection on %s', (kind) => {
  let server: TestServer;
  let clerk: Client;
  let head: Client;
  let inspector: Client;
  let supervisor: Client;
  beforeAll(async () => {
    server = await startServer(
      kind === 'postgres' ? { databaseUrl: await postgres.county('journey') } : { onDisk: true },
    );
    [clerk, head, inspector, supervisor] = (await Promise.all(
      ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name)),
    )) as [Client, Client, Client, Client];
  });
  afterAll(() => server.stop());

  const officerDevice = aDevice();
  const browser = aDevice();
  const browserKey = { 'x-liangma-device-key': browser.publicKey };
  let task: { id: string; rev: number; code: string };

  test('the server runs on the requested store', async () => {
    expect((await server.anonymous.get('/api/health')).body).toMatchObject({ status: 'ok', store: kind, demo: true });
  });

  test('[QUAL-3] an application with one officer is rejected, and nothing is written', async () => {
    const application = await applicationFor(clerk);
    const reply = await clerk.post('/api/tasks', {
      application: { ...application, officers: application.officers.slice(0, 1) },
    });
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'findings', findings: [{ rule: 'QUAL-3', severity: 'block' }] },
    });
    expect((await clerk.get('/api/lists/tasks?state=applied')).body.rows).toEqual([]);
  });

  test('a clerk applies; neither clerk nor inspector can approve; the head can, and a code is signed', async () => {
    const applied = await clerk.post('/api/tasks', { application: await applicationFor(clerk) });
    expect(applied).toMatchObject({ status: 201, body: { task: { state: 'applied', nth: 2, rev: 1 } } });
    const { id, rev } = applied.body.task;
    expect((await clerk.post(`/api/tasks/${id}/approve`, { rev })).status).toBe(403);
    expect((await inspector.post(`/api/tasks/${id}/approve`, { rev })).status).toBe(403);
    expect((await head.post(`/api/tasks/${id}/approve`, { rev: 0 })).body).toMatchObject({
      code: 'conflict',
      current: { rev: 1 },
    });
    const approved = await head.post(`/api/tasks/${id}/approve`, { rev });
    expect(approved).toMatchObject({
      status: 200,
      body: { task: { state: 'issued', rev: 2, statusEntry: { shard: '6206', index: 0 } } },
    });
    task = approved.body.task;
    expect((await head.post(`/api/tasks/${id}/approve`, { rev: 2 })).body.code).toBe('wrong-state');
  });

  test('the code is genuine from the start of its window', async () => {
    const check = async () => (await server.anonymous.post('/api/codes/verify', { text: task.code })).body;
    expect(await check()).toMatchObject({ verdict: 'refuse', reasons: ['not-yet-valid'] });
    server.clock.at = NINE_O_CLOCK + HOUR;
    expect(await check()).toMatchObject({
      verdict: 'genuine',
      claims: { nth: 2, officers: [{ name: '王建国' }, { name: '卓玛' }] },
    });
  });

  test('[DUP-2] an overlapping second window is rejected', async () => {
    const reply = await clerk.post('/api/tasks', { application: await applicationFor(clerk) });
    expect(reply.status).toBe(422);
    expect(reply.body.findings.map((f: { rule: string }) => f.rule)).toContain('DUP-2');
  });

  test('the inspector enrols a device and pulls exactly this task', async () => {
    const enrolled = await inspector.post('/api/devices', { publicKey: officerDevice.publicKey });
    expect(enrolled).toMatchObject({ status: 201, body: { device: officerDevice.id } });
    const page = (await inspector.get('/api/sync/tasks/pull?limit=1000')).body;
    expect(page.documents.at(-1)).toMatchObject({ id: task.id, state: 'issued', rev: 2, data: { code: task.code } });
    const checkpoint = encodeURIComponent(JSON.stringify(page.checkpoint));
    expect((await inspector.get(`/api/sync/tasks/pull?checkpoint=${checkpoint}`)).body).toMatchObject({
      documents: [],
      checkpoint: page.checkpoint,
    });
    expect((await inspector.get('/api/sync/tasks/pull?epoch=other')).body.code).toBe('resync');
  });

  test('a tampered event is rejected with its reason and changes nothing', async () => {
    const device = aDevice();
    const row = await device.event(
      'scan',
      task.id,
      { code: task.code, verdict: 'genuine', channel: 'link' },
      server.clock.at,
    );
    const envelope = fromBase64Url(row.envelope as string) as Uint8Array;
    envelope[envelope.length - 80] = (envelope[envelope.length - 80] as number) ^ 1;
    const tampered = { ...row, envelope: toBase64Url(envelope) };
    const reply = await server.anonymous.post('/api/sync/events/push', pushBody(tampered), {
      'x-liangma-device-key': device.publicKey,
    });
    expect(reply.status).toBe(200);
    expect(reply.body[0].sync).toMatchObject({ state: 'rejected' });
    expect(['bad-signature', 'malformed']).toContain(reply.body[0].sync.code);
    expect((await clerk.get(`/api/tasks/${task.id}`)).body.task).toMatchObject({ rev: 2, scans: [] });
  });

  test('a scan of a tampered code is rejected with the code’s reason and changes nothing', async () => {
    const device = aDevice();
    const digits = task.code.slice(0, -1) + ((Number(task.code.at(-1)) + 1) % 10);
    const row = await device.event(
      'scan',
      task.id,
      { code: digits, verdict: 'genuine', channel: 'link' },
      server.clock.at,
    );
    const reply = await server.anonymous.post('/api/sync/events/push', pushBody(row), {
      'x-liangma-device-key': device.publicKey,
    });
    expect(reply.body[0].sync).toMatchObject({ state: 'rejected', code: 'code-refused' });
    expect((await clerk.get(`/api/tasks/${task.id}`)).body.task).toMatchObject({ rev: 2, scans: [] });
  });

  test('a valid event under another device’s key is rejected', async () => {
    const row = await aDevice().event(
      'scan',
      task.id,
      { code: task.code, verdict: 'genuine', channel: 'link' },
      server.clock.at,
    );
    const reply = await server.anonymous.post('/api/sync/events/push', pushBody(row), browserKey);
    expect(reply.body[0].sync).toMatchObject({ state: 'rejected' });
  });

  test('[SYNC-1] a scan gets a receipt that verifies, and the same push again gives the same receipt', async () => {
    const row = await browser.event(
      'scan',
      task.id,
      { code: task.code, verdict: 'genuine', channel: 'link' },
      server.clock.at + MINUTE,
    );
    const first = await server.anonymous.post('/api/sync/events/push', pushBody(row), browserKey);
    expect(first.body[0].sync.state).toBe('accepted');
    const { keys } = await server.deps.trust.opened();
    const receipt = await receiptOpener(
      keys,
      verifySignature,
      sha256,
    )(fromBase64Url(first.body[0].sync.receipt) as Uint8Array);
    expect(receipt).toMatchObject({ shard: '6206', receivedAt: server.clock.at });
    expect(receipt?.hash).toEqual(await sha256(fromBase64Url(row.envelope as string) as Uint8Array));
    const again = await server.anonymous.post('/api/sync/events/push', pushBody(row), browserKey);
    expect(again.body).toEqual(first.body);
  });

  test('[SYNC-3] a record that arrives before the start waits, and applies when the gap fills', async () => {
    const at = server.clock.at + 2 * MINUTE;
    const shown = await officerDevice.event('code-shown', task.id, {}, at);
    const started = await officerDevice.event('inspection-started', task.id, {}, at + MINUTE);
    const record = {
      startedAt: at + MINUTE,
      endedAt: at + 40 * MINUTE,
      outcome: 'ordered-to-correct',
      correctBy: '2026-12-01',
      personPresent: '央金',
      opinion: '无异议',
      items: [{ matter: 'M901', item: '1', answer: 'fail', finding: '东侧库房三批面粉直接靠墙。' }],
    };
    const recorded = await officerDevice.event('record-submitted', task.id, record, at + 41 * MINUTE);
    server.clock.at += HOUR;
    const early = await inspector.post('/api/sync/events/push', pushBody(recorded));
    expect(early.body[0].sync).toEqual({ state: 'waiting' });
    const rest = await inspector.post('/api/sync/events/push', pushBody(shown, started));
    expect(rest.body.map((row: { sync: { state: string } }) => row.sync.state)).toEqual(['accepted', 'accepted']);
    const pulled = (await inspector.get(`/api/sync/events/pull?device=${officerDevice.id}`)).body.documents;
    expect(pulled.map((row: { seq: number; sync: { state: string } }) => [row.seq, row.sync.state])).toEqual([
      [1, 'accepted'],
      [2, 'accepted'],
      [3, 'accepted'],
    ]);
    expect((await clerk.get(`/api/tasks/${task.id}`)).body.task).toMatchObject({
      state: 'recorded',
      record: { personPresent: '央金' },
    });
  });

  test('[EVAL-2] the enterprise can evaluate, the officer’s device cannot', async () => {
    const data = { overall: 'satisfied', answers: { 'showed-code': true }, prohibitedActs: [], text: '' };
    const own = await officerDevice.event('evaluation', task.id, data, server.clock.at);
    expect((await inspector.post('/api/sync/events/push', pushBody(own))).body[0].sync).toMatchObject({
      code: 'officer-cannot-evaluate',
    });
    const row = await browser.event('evaluation', task.id, data, server.clock.at);
    expect((await server.anonymous.post('/api/sync/events/push', pushBody(row), browserKey)).body[0].sync.state).toBe(
      'accepted',
    );
    const better = await browser.event(
      'evaluation',
      task.id,
      { ...data, overall: 'dissatisfied' },
      server.clock.at + 1,
    );
    await server.anonymous.post('/api/sync/events/push', pushBody(better), browserKey);
    const { satisfaction } = (await supervisor.get('/api/supervision/overview')).body;
    expect(satisfaction).toEqual({ satisfied: 0, total: 1 });
  });

  test('[EVAL-3] only the supervisor of the prefecture sees the evaluation, with trace and both clocks, and the audit records it', async () => {
    const { rows } = (await supervisor.get('/api/lists/inspections?limit=500')).body;
    expect(rows.find((row: { id: string }) => row.id === task.id)).toMatchObject({
      state: 'recorded',
      agency: { name: '天祝藏族自治县市场监督管理局' },
    });
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    const seen = steps.map((step: { step: string; receivedAt: number | null }) => [
      step.step,
      step.receivedAt !== null,
    ]);
    expect(seen).toEqual([
      ['applied', false],
      ['approved', false],
      ['scanned', true],
      ['shown', true],
      ['started', true],
      ['recorded', true],
      ['evaluated', true],
      ['evaluated', true],
    ]);
    expect(steps.find((step: { step: string }) => step.step === 'recorded')).toMatchObject({
      by: '王建国',
      detail: 'ordered-to-correct',
    });
    const audit = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', task.id));
    expect(audit.map(({ actor, action }) => `${actor} ${action}`).sort()).toEqual([
      'lichunmei task.apply',
      'mayongcheng task.approve',
      'zhangwei evaluation.read',
    ]);
    for (const other of [clerk, head, inspector])
      expect((await other.get(`/api/tasks/${task.id}/trace`)).status).toBe(403);
    expect((await server.anonymous.get(`/api/tasks/${task.id}/trace`)).status).toBe(401);
  });

  test('[SYNC-2] other bytes under a used id are rejected, and the first stay', async () => {
    const device = aDevice();
    const first = await device.event(
      'scan',
      task.id,
      { code: task.code, verdict: 'genuine', channel: 'link' },
      server.clock.at,
    );
    await server.anonymous.post('/api/sync/events/push', pushBody(first), { 'x-liangma-device-key': device.publicKey });
    const { sealEvent } = await import('@liangma/shared/protocol/envelope');
    const forged = {
      ...first,
      seq: 2,
      prev: '',
      taskRev: 2,
      data: { code: task.code, verdict: 'genuine', channel: 'camera' },
    };
    const { sync: _, envelope: __, ...raw } = forged as Record<string, unknown>;
    const envelope = toBase64Url(await sealEvent(device.key.signer, raw as unknown as Parameters<typeof sealEvent>[1]));
    const reply = await server.anonymous.post('/api/sync/events/push', pushBody({ ...first, seq: 2, envelope }), {
      'x-liangma-device-key': device.publicKey,
    });
    expect(reply.body[0].sync).toMatchObject({ state: 'rejected', code: 'id-reused' });
  });

  test('a withdrawn code is on the next status list', async () => {
    const application = {
      ...(await applicationFor(clerk)),
      window: { from: NINE_O_CLOCK + 6 * HOUR, to: NINE_O_CLOCK + 8 * HOUR },
    };
    const applied = await clerk.post('/api/tasks', { application: { ...application, matters: ['M902'] } });
    const { task: issued } = (await head.post(`/api/tasks/${applied.body.task.id}/approve`, { rev: 1 })).body;
    server.clock.at = NINE_O_CLOCK + 6 * HOUR;
    const check = async () => (await server.anonymous.post('/api/codes/verify', { text: issued.code })).body.reasons;
    expect(await check()).toEqual([]);
    const hints: unknown[] = [];
    const stop = server.deps.hints.subscribe((hint) => hints.push(hint));
    const withdrawn = await head.post(`/api/tasks/${issued.id}/withdraw`, {
      rev: 2,
      reason: '年度检查计划调整，改期再查',
    });
    stop();
    const feed = (await inspector.get('/api/sync/tasks/pull')).body;
    expect(hints).toEqual([{ collection: 'tasks', shard: '6206', seq: feed.checkpoint['6206'] }]);
    expect(withdrawn.body.task).toMatchObject({ state: 'withdrawn', reason: '年度检查计划调整，改期再查' });
    expect(await check()).toEqual(['withdrawn']);
  });
});
