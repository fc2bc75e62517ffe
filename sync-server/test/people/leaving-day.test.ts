/** [POST-3] The day on which an officer leaves by the register: sessions, devices and codes under grants as it is entered, the day before, on it, and after. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { DAY, HOUR, startOfDay } from '@liangma/shared/kernel/instant';
import { grantRef } from '@liangma/shared/task-code/grant';
import { taskUnder } from '@liangma/shared/task-code/granted-code';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { issueGrantedCode } from '@liangma/shared/task-code/issue';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { isWithdrawn, type StatusEntry } from '@liangma/shared/trust/status-list';
import type { Trust } from '@liangma/shared/trust/trust';
import { aDevice, pushBody } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aReference } from '../../../shared/test/builders.ts';
import { sha256, verifySignature } from '../../../shared/test/keys.ts';
import { findGrant } from '../../src/grants/grants.ts';
import { scheduler } from '../../src/jobs/scheduler.ts';
import { upkeep } from '../../src/jobs/upkeep.ts';
import type { StoredMessage } from '../../src/notices/repository.ts';
import { findGiven } from '../../src/ports/directory.ts';
import type { Pusher } from '../../src/ports/pusher.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

const LEAVES = '2026-11-26';
const MIDNIGHT = startOfDay(LEAVES);
const SECOND = 1000;

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

const pusher: Pusher = { publicKey: 'key', send: async () => ({ ok: true }) };
const subscription = (name: string) => ({
  endpoint: `https://push.example.net/p/${name}`,
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  locale: 'zh-CN',
});

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  const [phone, colleaguePhone] = [aDevice(), aDevice()];
  let server: TestServer;
  let inspector: Client;
  let officer: string;
  /** Names of grants with their ids; the signed one that ends by the day. */
  let given: Record<'outlasting' | 'colleague' | 'without' | 'until', string>;
  let signed: Uint8Array;
  let shop: { readonly id: string; readonly name: string; readonly region: string };

  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres.county('leaving-day') } : {});
    const [clerk, county] = [await server.as('lichunmei'), await server.as('liuzhiqiang')];
    const head = await server.as('mayongcheng');
    inspector = await server.as('wangjianguo');
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    Object.assign(server.deps, { pusher });
    await head.post('/api/me/push', subscription('head'));
    await inspector.post('/api/me/push', subscription('inspector'));
    shop = (await clerk.get('/api/registry/enterprises?limit=1')).body.enterprises[0];
    const { officers } = (await clerk.get('/api/registry/officers')).body;
    const named = (name: string) => officers.find((one: { name: string }) => one.name === name);
    const colleague = await server.as('zhuoma');
    await colleague.post('/api/devices', { publicKey: colleaguePhone.publicKey });
    const third = officers.find((one: { name: string }) => !['王建国', '卓玛'].includes(one.name));
    const terms = {
      device: phone.id,
      officers: [named('王建国').id, named('卓玛').id],
      matters: [],
      region: '620623',
      maxCodes: 10,
      window: { from: NINE_O_CLOCK, to: NINE_O_CLOCK + 20 * DAY },
      reason: '乡镇投诉多，没有信号。',
    };
    const give = async (changes: object): Promise<string> => {
      const { status, body } = await head.post('/api/grants', { terms: { ...terms, ...changes } });
      expect([status, body]).toMatchObject([201, {}]);
      return body.grant.id;
    };
    given = {
      outlasting: await give({}),
      colleague: await give({ device: colleaguePhone.id }),
      without: await give({ device: colleaguePhone.id, officers: [named('卓玛').id, third.id] }),
      until: await give({ window: { from: NINE_O_CLOCK, to: MIDNIGHT } }),
    };
    const { grants } = (await inspector.get(`/api/grants/mine?device=${phone.id}`)).body;
    const held = grants.find(({ data }: { data: { id: string } }) => data.id === given.until);
    signed = fromBase64Url(held.signed) as Uint8Array;
    const { certificate } = named('王建国');
    officer = named('王建国').id;
    const row = [certificate.number, '王建国', '620623-SCJG', certificate.validFrom, certificate.validTo, LEAVES];
    const text = `执法证件号,姓名,所属检查主体,证件有效期起,证件有效期止,离岗日期\n${row.join(',')}\n`;
    const upload = (commit: string | null) =>
      county.post('/api/registry/imports', {
        kind: 'officers',
        name: 'officers.csv',
        file: Buffer.from(text).toString('base64url'),
        commit,
      });
    expect((await upload((await upload(null)).body.hash)).body).toMatchObject({ imported: true, changed: 1 });
  });
  afterAll(() => server.stop());

  const runJobs = () => scheduler(server.deps, { sweeps: [], deadlines: upkeep(server.deps).deadlines }).runDue();

  const keptGrant = (id: string) => server.deps.store.read((tx) => findGiven(tx, id));

  /** A code as the phone issues it without network, and the event of it. */
  const issue = async (number: number) => {
    const at = server.clock.at;
    const code = {
      number,
      enterprise: shop.id,
      enterpriseName: shop.name,
      region: shop.region,
      notBefore: Math.floor(at / 1000),
      expires: (at < MIDNIGHT ? MIDNIGHT : at + 4 * HOUR) / 1000,
      kind: 'case' as const,
      matters: ['M901'],
      officers: [],
      catalog: 1,
      nth: 0,
      step: 0,
    };
    const text = await issueGrantedCode(phone.key.signer, { inline: signed }, code, 'http://localhost:8787');
    const task = await taskUnder(await grantRef(signed, sha256), number, sha256);
    const data = {
      code: text,
      source: 'complaint',
      reference: aReference(),
      whyOnSite: '投诉称有过期原料，须当场查看。',
    };
    return { text, task, row: await phone.event('code-issued', task, data, at) };
  };

  /** Access of the officer at this moment, by session, password and device. */
  const access = async () => ({
    session: (await inspector.get('/api/session')).status,
    signIn: (await server.anonymous.post('/api/session', { name: 'wangjianguo', password: 'liangma-demo' })).status,
    grants: (await inspector.get(`/api/grants/mine?device=${phone.id}`)).status,
    enrol: (await inspector.post('/api/devices', { publicKey: aDevice().publicKey })).status,
  });
  const OUT = { session: 401, signIn: 401, grants: 401, enrol: 401 };

  /** Outcome of a code that the phone issues at this moment, and of its event. */
  const outcome = async (number: number) => {
    const { text, task, row } = await issue(number);
    const key = { 'x-liangma-device-key': phone.publicKey };
    const { verdict, reasons } = (await server.anonymous.post('/api/codes/verify', { text })).body;
    const pushed = (await server.anonymous.post('/api/sync/events/push', pushBody(row), key)).body[0].sync;
    const kept = (await (await server.as('mayongcheng')).get(`/api/tasks/${task}`)).body.task;
    return { text, task, said: [verdict, reasons, pushed.state, kept?.state] };
  };
  let before: Awaited<ReturnType<typeof outcome>>;
  let trustOfDayBefore: Trust;

  test('[POST-3] [GRANT-2] entering the day ends the grants that name him and outlast it, and no others', async () => {
    const states = await Promise.all(
      Object.entries(given).map(async ([name, id]) => [name, (await keptGrant(id))?.grant.ended?.reason]),
    );
    expect(Object.fromEntries(states)).toEqual({
      outlasting: 'officer-leaves',
      colleague: 'officer-leaves',
      without: undefined,
      until: undefined,
    });
    const lists = (await server.deps.trust.opened()).status;
    const isVoid = async (id: string) => isWithdrawn(lists, (await keptGrant(id))?.grant.statusEntry as StatusEntry);
    expect([await isVoid(given.outlasting), await isVoid(given.colleague), await isVoid(given.until)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('[POST-3] the heads, who gave the grant, and who holds the device are told of each that has ended, once', async () => {
    const queued = await server.deps.store.read((tx) => tx.messages.ofTask('6206', ''));
    const toWhom = (one: StoredMessage) =>
      one.recipient.kind === 'desk' ? `${one.recipient.agency} ${one.recipient.role}` : one.recipient.name;
    const about = (id: string) =>
      queued
        .filter(({ key }) => key.startsWith(`grant-ended ${id}`))
        .map((one) => `${one.channel} to ${toWhom(one)}: ${one.template}`)
        .sort();
    const [desk, giver] = ['desk to 620623-SCJG approver: grant-ended', 'push to 马永成: grant-ended'];
    // The colleague asked for no push.
    expect(about(given.colleague)).toEqual([desk, giver]);
    expect(about(given.outlasting)).toEqual([desk, 'push to 王建国: device-grant-ended', giver]);
    expect(queued).toHaveLength(5);
    const values = { officer: '王建国', day: '11月26日', grant: given.outlasting };
    expect(queued.find(({ key }) => key === `grant-ended ${given.outlasting}`)?.values).toEqual(values);
  });

  test('[POST-3] everything is as ever until the last second of the day before', async () => {
    server.clock.at = MIDNIGHT - SECOND;
    await runJobs();
    expect(await access()).toEqual({ session: 200, signIn: 200, grants: 200, enrol: 201 });
    before = await outcome(1);
    expect(before.said).toEqual(['genuine', [], 'accepted', 'issued']);
    trustOfDayBefore = await server.deps.trust.opened();
  });

  test('[POST-3] from midnight nobody comes in and no code counts, before any job has run', async () => {
    server.clock.at = MIDNIGHT;
    expect(await access()).toEqual(OUT);
    const { text, said } = await outcome(2);
    expect(said).toEqual(['refuse', ['grant-exceeded'], 'accepted', 'withdrawn']);
    // A door without network, with the files of the day before.
    const context = { ...trustOfDayBefore, now: MIDNIGHT, sha256, verifySignature };
    const offline = await verifyCode(text, { ...context, granted: resolveGranted(findGrant(server.deps)) });
    expect(offline).toMatchObject({ verdict: 'refuse', reasons: ['grant-exceeded'] });
  });

  test('[POST-3] with the job of that day device and account have ended; what was begun before stays', async () => {
    server.clock.at = MIDNIGHT + SECOND;
    await Promise.all([runJobs(), runJobs()]);
    const { devices, account } = await server.deps.store.read(async (tx) => ({
      devices: await tx.devices.ofOfficers([officer]),
      account: await tx.accounts.byName('wangjianguo'),
    }));
    expect(devices.map(({ revokedAt }) => revokedAt)).toEqual([server.clock.at, server.clock.at]);
    expect(account).toMatchObject({ closedAt: server.clock.at, actor: { posts: [{ until: server.clock.at }] } });
    const { task } = (await (await server.as('mayongcheng')).get(`/api/tasks/${before.task}`)).body;
    expect(task.state).toBe('issued');
    server.clock.at += SECOND;
    expect(await access()).toEqual(OUT);
    expect((await outcome(3)).said).toEqual(['refuse', ['grant-exceeded'], 'quarantined', undefined]);
  });

  test('[POST-3] the day after too, and the record that he was there stays', async () => {
    server.clock.at = MIDNIGHT + DAY;
    expect(await access()).toEqual(OUT);
    expect((await outcome(4)).said).toEqual(['refuse', ['grant-exceeded'], 'quarantined', undefined]);
    const county = await server.as('liuzhiqiang');
    const { changes } = (await county.get('/api/registry/history/accounts/wangjianguo')).body;
    expect(changes).toMatchObject([
      { actor: 'registry', before: { posts: ['inspector'] }, after: { posts: [], closed: true } },
    ]);
  });
});
