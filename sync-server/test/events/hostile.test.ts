/** Requests that no app would send, on both stores, get a clear answer; nothing is half-written, no other row is held up. */
import { randomBytes } from 'node:crypto';
import { fromBase64Url, toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { type RawEvent, sealEvent } from '@liangma/shared/protocol/envelope';
import type { EventType } from '@liangma/shared/protocol/event';
import { grantRef } from '@liangma/shared/task-code/grant';
import { type GrantedCode, taskUnder } from '@liangma/shared/task-code/granted-code';
import { issueGrantedCode } from '@liangma/shared/task-code/issue';
import { taskSchema } from '@liangma/shared/tasks/task';
import { taskRowSchema } from '@liangma/shared/tasks/task-list';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aReference } from '../../../shared/test/builders.ts';
import { sha256 } from '../../../shared/test/keys.ts';
import { forceWaiting } from '../../src/events/force-waiting.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask } from '../known-task.ts';
import { sharedPostgres } from '../shared-stores.ts';

type Row = Record<string, unknown>;

const AT = NINE_O_CLOCK;
const NUL = String.fromCharCode(0);

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let server: TestServer;
  let inspector: Client;
  let officer = '';
  beforeAll(async () => {
    server = await startServer(
      kind === 'postgres' ? { databaseUrl: await postgres.county('hostile') } : { onDisk: true },
    );
    inspector = await server.as('wangjianguo');
    officer = (await inspector.get('/api/session')).body.actor.officer;
  });
  afterAll(() => server.stop());

  const people = (...names: string[]) =>
    Promise.all(names.map((name) => server.as(name))) as Promise<[Client, Client, Client]>;

  async function aPhone(): Promise<TestDevice> {
    const phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    return phone;
  }

  test.each<[string, (good: Row) => Row]>([
    ['a task with U+0000 in it', (good) => ({ ...good, type: 'scan', task: `a${NUL}` })],
    ['a task with half a character', (good) => ({ ...good, type: 'refusal', task: '\ud800' })],
    ['no device', ({ device: _, ...rest }) => rest],
    ['a device that is none', (good) => ({ ...good, device: 7 })],
    ['an id that is none', (good) => ({ ...good, id: 7, seq: 0 })],
  ])('a row with %s is rejected and delays no other', async (_, odd) => {
    const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
    const [one, two] = [
      await phone.event('code-shown', task.id, {}, AT),
      await phone.event('code-shown', task.id, {}, AT),
    ];
    const { status, body } = await inspector.post('/api/sync/events/push', pushBody(odd(one), one, odd(two), two));
    expect(status).toBe(200);
    const fates = body.map(({ sync }: { sync: { state: string; code?: string } }) => sync.code ?? sync.state);
    expect(fates).toEqual(['malformed', 'accepted', 'malformed', 'accepted']);
  });

  test('a deeply nested row delays no other', async () => {
    const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
    const good = await phone.event('code-shown', task.id, {}, AT);
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const odd = `{"device":"${phone.id}","id":${deep},"more":${deep}}`;
    const { status, body } = await inspector.raw('/api/sync/events/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `[{"newDocumentState":${odd}},{"newDocumentState":${JSON.stringify(good)}}]`,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { id: '', sync: { state: 'rejected', code: 'malformed' } },
      { id: good.id, sync: { state: 'accepted' } },
    ]);
  });

  /** `seq`, `prev` and `id` as asked for; signed wrong where `bad`. */
  async function sealed(phone: TestDevice, task: string, event: Partial<RawEvent>, bad = false) {
    const { signer } = phone.key;
    const wrong = { ...signer, sign: async (m: Uint8Array) => (await signer.sign(m)).map((byte) => byte ^ 1) };
    const id = uuidV7(AT, randomBytes(10));
    const whole: RawEvent = {
      id,
      device: phone.id,
      seq: 1,
      prev: '',
      type: 'inspection-started',
      task,
      taskRev: 2,
      at: AT,
      data: {},
      ...event,
    };
    const envelope = await sealEvent(bad ? wrong : signer, whole);
    const { data: _, prev: __, taskRev: ___, ...columns } = whole;
    const row: Row = { ...columns, envelope: toBase64Url(envelope), sync: { state: 'pending' } };
    return { row, envelope, hash: toHex(await sha256(envelope)) };
  }

  type Next = (one: { row: Row; hash: string }) => { event: Partial<RawEvent>; columns?: Row };
  const NEXT: [string, Next, string[]][] = [
    ['that is kept', ({ hash }) => ({ event: { prev: hash, seq: 2 } }), ['accepted', 'accepted']],
    [
      'that is refused for its id',
      ({ hash, row }) => ({ event: { prev: hash, seq: 2, id: String(row.id) } }),
      ['accepted', 'id-reused'],
    ],
    [
      'of a type that nobody knows',
      ({ hash }) => ({ event: { prev: hash, seq: 2, type: 'nonsense' as EventType } }),
      ['bad-signature', 'malformed'],
    ],
    [
      'whose columns say something else',
      ({ hash }) => ({ event: { prev: hash, seq: 2 }, columns: { at: 5 } }),
      ['bad-signature', 'malformed'],
    ],
    ['under the same number', ({ hash }) => ({ event: { prev: hash, seq: 1 } }), ['bad-signature', 'accepted']],
    ['under a far number', ({ hash }) => ({ event: { prev: hash, seq: 20_000 } }), ['bad-signature', 'waiting']],
  ];

  test.each(NEXT)(
    '[SYNC-21] an envelope with a wrong signature before one %s gets the same verdict whenever it comes, and the trace shows it',
    async (_, next, expected) => {
      const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
      const supervisor = await server.as('zhangwei');
      const one = await sealed(phone, task.id, {}, true);
      const { event, columns } = next(one);
      const two = { ...(await sealed(phone, task.id, event)).row, ...columns };
      const push = async (...rows: Row[]) =>
        (await inspector.post('/api/sync/events/push', pushBody(...rows))).body.map(
          ({ sync }: { sync: { state: string; code?: string } }) => sync.code ?? sync.state,
        );
      expect(await push(one.row, two)).toEqual(expected);
      expect(await push(one.row)).toEqual(expected.slice(0, 1));
      expect(await supervisor.get(`/api/tasks/${task.id}/trace`)).toMatchObject({ status: 200 });
    },
  );

  test('[SYNC-21] another event under the number of the vouching one does not hide it', async () => {
    const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
    const one = await sealed(phone, task.id, {}, true);
    const beside = await sealed(phone, task.id, { seq: 2, type: 'code-shown' });
    const two = await sealed(phone, task.id, { seq: 2, prev: one.hash, type: 'code-shown' });
    await inspector.post('/api/sync/events/push', pushBody(one.row, two.row, beside.row));
    const supervisor = await server.as('zhangwei');
    expect(await supervisor.get(`/api/tasks/${task.id}/trace`)).toMatchObject({ status: 200 });
  });

  test('[SYNC-2] the same event in other bytes cannot block the id of the original', async () => {
    const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
    const row = await phone.event('inspection-started', task.id, {}, AT);
    const bytes = fromBase64Url(String(row.envelope)) as Uint8Array;
    const headers = { 'x-liangma-device-key': phone.publicKey };
    const other = { ...row, envelope: toBase64Url(bytes.slice(1)) };
    const spoilt = await server.anonymous.post('/api/sync/events/push', pushBody(other), headers);
    expect(spoilt.body).toMatchObject([{ sync: { state: 'rejected', code: 'malformed' } }]);
    const { body } = await inspector.post('/api/sync/events/push', pushBody(row));
    expect(body).toMatchObject([{ sync: { state: 'accepted' } }]);
  });

  const shards = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [String(1000 + i), 1]));

  test.each<[string, string]>([
    ['a number that no database counts to', '{"6206":1e300}'],
    ['one beyond 2^63', '{"6206":10000000000000000000}'],
    ['more shards than there are', JSON.stringify(shards(2000))],
  ])('a checkpoint with %s is rejected with a reason', async (_, checkpoint) => {
    const phone = await aPhone();
    for (const feed of ['tasks', 'events', 'drafts']) {
      const query = `device=${phone.id}&checkpoint=${encodeURIComponent(checkpoint)}`;
      expect(await inspector.get(`/api/sync/${feed}/pull?${query}`)).toMatchObject({ status: 400 });
    }
  });

  test('the server accepts a checkpoint of every shard of the country that is far ahead', async () => {
    const phone = await aPhone();
    const checkpoint = { ...shards(400), '6206': Number.MAX_SAFE_INTEGER };
    for (const feed of ['tasks', 'events', 'drafts']) {
      const query = `device=${phone.id}&checkpoint=${encodeURIComponent(JSON.stringify(checkpoint))}`;
      expect(await inspector.get(`/api/sync/${feed}/pull?${query}`)).toMatchObject({ status: 200 });
    }
  });

  test('text with U+0000 is at most a bad request at every endpoint', async () => {
    const [clerk, head, supervisor] = await people('lichunmei', 'mayongcheng', 'zhangwei');
    const phone = await aPhone();
    const [reason, text] = [`x${NUL}`, '%00'];
    const replies = [
      await server.anonymous.post('/api/session', { name: reason, password: reason }),
      await clerk.get(`/api/registry/enterprises?q=a${text}b`),
      await clerk.get(`/api/registry/enterprises/a${text}b`),
      await clerk.get(`/api/applications/facts?enterprise=a${text}b`),
      await head.post(`/api/devices/${phone.id}/revoke`, { reason }),
      await supervisor.post('/api/officers/O62062300018/suspension', { reason }),
    ];
    expect(replies.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    if (kind === 'postgres') expect(replies[4]).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  test.each<[string, Partial<GrantedCode>]>([
    ['a window that ends before it begins', { notBefore: AT / 1000 + 60, expires: AT / 1000 }],
    ['an empty window', { notBefore: AT / 1000, expires: AT / 1000 }],
    ['a window beyond all dates', { notBefore: 9e12, expires: 9e12 + 1 }],
    ['a window that ends beyond them', { notBefore: AT / 1000, expires: 9e15 }],
    ['a window in a year of five digits', { notBefore: 8.63e12, expires: 8.63e12 + 1 }],
    ['an enterprise whose id is no text', { enterprise: NUL }],
  ])('[SYNC-10] a code that a device signed for %s is rejected, and every list stays readable', async (_, changes) => {
    const [phone, [clerk, head, supervisor]] = [await aPhone(), await people('lichunmei', 'mayongcheng', 'zhangwei')];
    const { officers } = (await clerk.get('/api/registry/officers')).body;
    const colleague = officers.find(({ name }: { name: string }) => name === '卓玛');
    const terms = {
      device: phone.id,
      officers: [officer, colleague.id],
      matters: [],
      region: '620623',
      maxCodes: 3,
      reason: '乡镇投诉多，没有信号。',
      window: { from: AT - HOUR, to: AT + HOUR },
    };
    const { id } = (await head.post('/api/grants', { terms })).body.grant;
    const { grants } = (await inspector.get(`/api/grants/mine?device=${phone.id}`)).body;
    const given = grants.find((one: { data: { id: string } }) => one.data.id === id);
    const signed = fromBase64Url(given.signed) as Uint8Array;
    const [enterprise] = (await clerk.get('/api/registry/enterprises')).body.enterprises;
    const code: GrantedCode = {
      number: 1,
      enterprise: enterprise.id,
      enterpriseName: enterprise.name,
      region: enterprise.region,
      notBefore: AT / 1000,
      expires: AT / 1000 + 60,
      kind: 'case',
      matters: ['M901'],
      officers: [],
      catalog: 1,
      nth: 0,
      step: 0,
      ...changes,
    };
    const text = await issueGrantedCode(phone.key.signer, { inline: signed }, code, 'http://localhost:8787');
    const task = await taskUnder(await grantRef(signed, sha256), 1, sha256);
    const row = await phone.event(
      'code-issued',
      task,
      { code: text, source: 'complaint', reference: aReference(), whyOnSite: '投诉称有过期原料，须当场查看。' },
      AT,
    );
    const { body } = await inspector.post('/api/sync/events/push', pushBody(row));
    expect(body).toMatchObject([{ sync: { state: 'rejected', code: 'code-refused' } }]);
    const { documents } = (await inspector.get('/api/sync/tasks/pull')).body;
    expect(documents.every(({ data }: { data: unknown }) => v.is(taskSchema, data))).toBe(true);
    const { rows } = (await clerk.get('/api/lists/tasks')).body;
    expect(rows.every((one: unknown) => v.is(taskRowSchema, one))).toBe(true);
    expect(await supervisor.get('/api/lists/inspections')).toMatchObject({ status: 200 });
  });

  test('[SUP-1] many self-made keys raise one open alert, and a new one only after it is closed', async () => {
    const [clerk, head, supervisor] = await people('lichunmei', 'mayongcheng', 'zhangwei');
    const task = await issueTask(clerk, head, { window: { from: AT - HOUR, to: AT + HOUR } });
    const refuse = async () => {
      const phone = aDevice();
      const row = await phone.event('refusal', task.id, { code: task.code, ground: 'other', note: '' }, AT + HOUR);
      const headers = { 'x-liangma-device-key': phone.publicKey };
      const { body } = await server.anonymous.post('/api/sync/events/push', pushBody(row), headers);
      return body[0].sync.state;
    };
    const open = async (): Promise<Row[]> =>
      (await supervisor.get('/api/lists/alerts')).body.rows.filter((alert: Row) => alert.task === task.id);
    for (let i = 0; i < 20; i++) expect(await refuse()).toBe('accepted');
    const told = await open();
    expect(told.map(({ code }) => code).sort()).toEqual(['clock-off', 'refusal-unproven']);
    for (const { id } of told) await supervisor.post(`/api/alerts/${id}/close`, { note: '已核实。' });
    expect(await open()).toEqual([]);
    await refuse();
    expect((await open()).map(({ code }) => code).sort()).toEqual(['clock-off', 'refusal-unproven']);
  });

  test('an event dated at the end of time is stored, raises an alert and leaves every list readable', async () => {
    const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
    const row = await phone.event('inspection-started', task.id, {}, 8.64e15);
    const { body } = await inspector.post('/api/sync/events/push', pushBody(row));
    expect(body).toMatchObject([{ sync: { state: 'accepted' } }]);
    const [clerk, supervisor] = await people('lichunmei', 'zhangwei');
    const lists = [
      await inspector.get('/api/sync/tasks/pull'),
      await inspector.get(`/api/sync/events/pull?device=${phone.id}`),
      await clerk.get('/api/devices'),
      await supervisor.get('/api/supervision/overview'),
      await supervisor.get('/api/lists/inspections'),
      await supervisor.get(`/api/tasks/${task.id}/trace`),
    ];
    expect(lists.map(({ status }) => status)).toEqual(lists.map(() => 200));
    const { rows } = (await supervisor.get('/api/lists/alerts')).body;
    const told = rows.filter((alert: Row) => alert.task === task.id).map(({ code }: Row) => code);
    expect(told.sort()).toEqual(['clock-off', 'recorded-outside-window']);
  });

  test('[SYNC-3] each of hundreds of events with one number is judged without reading all the others', async () => {
    const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
    const rows = await Promise.all(Array.from({ length: 200 }, () => sealed(phone, task.id, { type: 'code-shown' })));
    const { body } = await inspector.post('/api/sync/events/push', pushBody(...rows.map(({ row }) => row)));
    expect(new Set(body.map(({ sync }: { sync: { state: string } }) => sync.state))).toEqual(new Set(['accepted']));
    const read = (most?: number) =>
      server.deps.store.read((tx) =>
        tx.events.chain('6206', phone.id, { from: 0, to: 9 }, most).then((found) => found.length),
      );
    expect([await read(), await read(2)]).toEqual([200, 2]);
  });

  test('[SYNC-3] hundreds of waiting events with one number are all judged after the wait', async () => {
    const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
    const rows = await Promise.all(
      Array.from({ length: 200 }, () => sealed(phone, task.id, { type: 'code-shown', seq: 3 })),
    );
    await inspector.post('/api/sync/events/push', pushBody(...rows.map(({ row }) => row)));
    server.clock.at = AT + 5 * DAY;
    expect(await forceWaiting(server.deps)).toBeGreaterThanOrEqual(200);
    server.clock.at = AT;
    expect(await server.deps.store.read((tx) => tx.events.waitingOf('6206', phone.id))).toEqual([]);
  });

  test('[SYNC-9] one decision covers a hundred events in quarantine', async () => {
    const [phone, task] = [await aPhone(), await aKnownTask(server, AT, officer)];
    const [, head, supervisor] = await people('lichunmei', 'mayongcheng', 'zhangwei');
    await head.post(`/api/devices/${phone.id}/revoke`, { reason: '遗失。' });
    const rows: Row[] = [];
    for (let i = 0; i < 100; i++) rows.push(await phone.event('code-shown', task.id, {}, AT + 1));
    await inspector.post('/api/sync/events/push', pushBody(...rows));
    const decision = { events: rows.map(({ id }) => id), decision: 'dismissed', note: '不予采用。' };
    const { status, body } = await supervisor.post('/api/quarantine/decisions', decision);
    expect([status, body.events?.length]).toEqual([200, 100]);
  });
});
