/** [POST-3] Posts that end by their own date: devices, grants, sessions and posts handed over, on the day before, on the day and after. */
import type { Role } from '@liangma/shared/access/post';
import { DAY, HOUR, startOfDay } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';
import { aDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endStep, POST_ENDED, saveAccounts } from '../../src/accounts/save-accounts.ts';
import { scheduler } from '../../src/jobs/scheduler.ts';
import { upkeep } from '../../src/jobs/upkeep.ts';
import { findGiven } from '../../src/ports/directory.ts';
import { noted } from '../../src/ports/store.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

const SCJG = '620623-SCJG';
const GOOD = '祁连山下的雪三月才化';
const ENDS = startOfDay('2026-11-26');
const SECOND = 1000;

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let server: TestServer;
  let admin: Client;
  let officers: Officer[];
  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres.county('post-ended') } : {});
    admin = await server.as('wangxiulan');
    const all = await server.deps.store.read((tx) => tx.officers.ofAgency(SCJG as never));
    officers = all.filter(
      ({ name, suspended, leftOn, certificate }) =>
        !suspended && leftOn === null && certificate.validTo > '2027' && !['王建国', '卓玛'].includes(name),
    );
  });
  afterAll(() => server.stop());

  interface Hired {
    readonly account: string;
    readonly client: Client;
    readonly officer: Officer | undefined;
    readonly device: string;
  }
  let made = 0;
  /** A person with these posts, signed in; an inspector with a device. */
  const hire = async (...posts: readonly { role: Role; until?: number }[]): Promise<Hired> => {
    made += 1;
    const account = `dated${made}`;
    const isInspector = posts.some(({ role }) => role === 'inspector');
    const officer = isInspector ? officers.pop() : undefined;
    const { body, status } = await admin.post('/api/people', {
      account,
      name: `新人${made}`,
      agency: SCJG,
      certificate: officer?.certificate.number ?? null,
      posts: posts.map((post) => ({ ...post, agency: SCJG })),
    });
    expect([status, body]).toMatchObject([200, {}]);
    const client = await server.as(account, body.firstPassword);
    await client.post('/api/me/password', { current: body.firstPassword, next: GOOD });
    const device = aDevice();
    if (isInspector) expect((await client.post('/api/devices', { publicKey: device.publicKey })).status).toBe(201);
    return { account, client, officer, device: device.id };
  };

  const jobs = () => scheduler(server.deps, { sweeps: [], deadlines: upkeep(server.deps).deadlines });
  const posts = async (account: string) =>
    (await server.deps.store.read((tx) => tx.accounts.byName(account)))?.actor.posts ?? [];
  const revocation = async ({ officer, account }: Hired) => {
    const devices = await server.deps.store.read((tx) => tx.devices.ofOfficers([officer?.id ?? '']));
    return devices.find((one) => one.account === account)?.revokedAt;
  };
  /** Entries of the audit that a date of a post has left, oldest first. */
  const endings = async ({ account }: Pick<Hired, 'account'>) =>
    (await server.deps.store.read((tx) => tx.audit.ofSubject('', account)))
      .filter(({ actor, action }) => actor === 'term' && action === 'post.end')
      .map(({ at }) => at)
      .reverse();
  const change = (account: string, until: number | null) =>
    server.deps.store.write(async (tx) => {
      const known = await tx.accounts.byName(account);
      if (!known) throw new Error(account);
      const next = known.actor.posts.map((post) => ({ ...post, until }));
      await saveAccounts(tx, [{ ...known, actor: { ...known.actor, posts: next } }], server.clock.at);
      return noted(undefined);
    });

  let [inspector, chief, twice, prolonged, ended] = [] as unknown as [Hired, Hired, Hired, Hired, Hired];
  let [deputy, deputyOfTwo] = [] as unknown as [Hired, Hired];
  let grant: string;

  test('a post handed over lasts no longer than the giver’s own', async () => {
    inspector = await hire({ role: 'inspector', until: ENDS });
    chief = await hire({ role: 'approver', until: ENDS });
    twice = await hire(
      { role: 'approver', until: ENDS },
      { role: 'approver' },
      { role: 'inspector', until: ENDS },
      { role: 'inspector', until: ENDS + 10 * DAY },
    );
    prolonged = await hire({ role: 'inspector', until: ENDS });
    ended = await hire({ role: 'inspector', until: ENDS });
    [deputy, deputyOfTwo] = [await hire({ role: 'legal-reviewer' }), await hire({ role: 'clerk' })];
    const handOver = (giver: Hired, to: Hired, until: number) =>
      giver.client.post('/api/me/delegations', { deputy: to.account, from: NINE_O_CLOCK, until });
    expect((await handOver(chief, deputy, ENDS + 1)).body).toMatchObject({ detail: ['no-own-post'] });
    expect((await handOver(chief, deputy, ENDS)).status).toBe(200);
    expect((await handOver(twice, deputyOfTwo, ENDS + 20 * DAY)).status).toBe(200);

    const terms = {
      device: inspector.device,
      officers: [inspector.officer?.id, twice.officer?.id],
      matters: [],
      region: '620623',
      maxCodes: 3,
      window: { from: NINE_O_CLOCK, to: NINE_O_CLOCK + 20 * DAY },
      reason: '乡镇投诉多，没有信号。',
    };
    const given = await (await server.as('mayongcheng')).post('/api/grants', { terms });
    expect([given.status, given.body]).toMatchObject([201, {}]);
    grant = given.body.grant.id;
  });

  test('[POST-3] until the last second of the day before nothing ends', async () => {
    const [post] = await posts(ended.account);
    expect((await admin.post(`/api/people/${ended.account}/posts/${post?.id}/end`, {})).status).toBe(200);
    await change(prolonged.account, ENDS + 5 * DAY);
    server.clock.at = ENDS - SECOND;
    await jobs().runDue();
    expect([await revocation(inspector), (await inspector.client.get('/api/session')).status]).toEqual([null, 200]);
    expect((await posts(deputy.account)).filter(({ until }) => until === null)).toHaveLength(1);
    expect(await endings(inspector)).toEqual([]);
  });

  test('[POST-3] on the day device, grant, sessions and posts handed over end, once', async () => {
    server.clock.at = ENDS;
    await Promise.all([jobs().runDue(), jobs().runDue()]);
    expect([await revocation(inspector), (await inspector.client.get('/api/session')).status]).toEqual([ENDS, 401]);
    const kept = await server.deps.store.read((tx) => findGiven(tx, grant));
    expect(kept?.grant.ended).toMatchObject({ at: ENDS, by: 'term', reason: 'post-ended' });
    expect((await posts(deputy.account)).find(({ delegatedBy }) => delegatedBy)).toMatchObject({ until: ENDS });
    expect([await endings(inspector), await endings(chief)]).toEqual([[ENDS], [ENDS]]);
  });

  test('[POST-3] a post that was prolonged, ended by hand, or is held once more, ends nothing on that day', async () => {
    expect([await revocation(prolonged), await revocation(twice)]).toEqual([null, null]);
    expect((await prolonged.client.get('/api/session')).status).toBe(200);
    expect((await posts(deputyOfTwo.account)).find(({ delegatedBy }) => delegatedBy)?.until).toBe(ENDS + 20 * DAY);
    expect(await revocation(ended)).toBe(NINE_O_CLOCK);
    expect([await endings(prolonged), await endings(twice), await endings(ended)]).toEqual([[], [], []]);
  });

  test('[POST-3] later days end what was prolonged and the last of two posts; the deputy keeps the head’s other post', async () => {
    server.clock.at = ENDS + 10 * DAY + HOUR;
    await jobs().runDue();
    expect(await endings(inspector)).toEqual([ENDS]);
    expect([await revocation(prolonged), await revocation(twice)]).toEqual([server.clock.at, server.clock.at]);
    expect((await twice.client.get('/api/session')).status).toBe(200);
    expect((await posts(deputyOfTwo.account)).find(({ delegatedBy }) => delegatedBy)?.until).toBe(ENDS + 20 * DAY);
  });

  test('[POST-3] a post that a deputy holds until its own date ends with a job too', async () => {
    const [handed] = (await posts(deputyOfTwo.account)).filter(({ delegatedBy }) => delegatedBy);
    if (!handed) throw new Error('nothing was handed over');
    const key = { shard: '', kind: POST_ENDED, subject: deputyOfTwo.account, step: endStep(handed) };
    expect(await server.deps.store.read((tx) => tx.jobs.byKey(key))).toMatchObject({ dueAt: ENDS + 20 * DAY });
    server.clock.at = ENDS + 20 * DAY;
    await jobs().runDue();
    expect(await endings(deputyOfTwo)).toEqual([server.clock.at]);
    const client = await server.as(deputyOfTwo.account, GOOD);
    expect((await client.get('/api/session')).body.actor.posts.map(({ role }: { role: Role }) => role)).toContain(
      'clerk',
    );
  });
});
