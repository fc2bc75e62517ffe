/** Accounts, posts, passwords, sessions and delegation over the API, on both stores. */
import { DAY, dayOf, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { aDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scheduler } from '../../src/jobs/scheduler.ts';
import { upkeep } from '../../src/jobs/upkeep.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

const SCJG = '620623-SCJG';
const GOOD = '祁连山下的雪三月才化';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let server: TestServer;
  let agencyAdmin: Client;
  let countyAdmin: Client;
  let head: Client;
  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres.county('people') } : {});
    [agencyAdmin, countyAdmin, head] = (await Promise.all(
      ['wangxiulan', 'liuzhiqiang', 'mayongcheng'].map((name) => server.as(name)),
    )) as [Client, Client, Client];
  });
  afterAll(() => server.stop());

  const signIn = (name: string, password: string): Promise<Client> => server.as(name, password);

  let made = 0;
  const create = async (role: string, changes: object = {}, by = agencyAdmin) => {
    made += 1;
    return by.post('/api/people', {
      account: `person${made}`,
      name: `新人${made}`,
      agency: SCJG,
      posts: [{ role, agency: SCJG }],
      ...changes,
    });
  };

  /** Creates a person who has changed the first password and is signed in. */
  const newcomer = async (role: string, changes: object = {}, by = agencyAdmin) => {
    const { body } = await create(role, changes, by);
    const { account } = body.person;
    const client = await signIn(account, body.firstPassword);
    await client.post('/api/me/password', { current: body.firstPassword, next: GOOD });
    return { account, client };
  };

  test('[POST-4] a first password opens nothing but its change', async () => {
    const { body, status } = await create('clerk');
    expect(status).toBe(200);
    expect(body.firstPassword).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);
    const { account } = body.person;
    const client = await signIn(account, body.firstPassword);
    expect((await client.get('/api/session')).body.actor.mustChangePassword).toBe(true);
    for (const path of ['/api/lists/tasks', '/api/me', '/api/policy', '/api/sync/stream'])
      expect((await client.get(path)).body.code, path).toBe('password-change-due');
    const change = (next: string, current = body.firstPassword) => client.post('/api/me/password', { current, next });
    expect((await change('short')).body).toMatchObject({ code: 'password-weak', detail: ['password-short'] });
    expect((await change(body.firstPassword)).body.detail).toEqual(['password-same']);
    expect((await change(GOOD, 'not it')).body.code).toBe('wrong-password');
    const other = await signIn(account, body.firstPassword);
    const changed = await change(GOOD);
    expect(changed.status).toBe(200);
    expect(changed.body.actor.mustChangePassword).toBeUndefined();
    expect((await client.get('/api/lists/tasks')).status).toBe(200);
    // A session of another browser that used the first password is out.
    expect((await other.get('/api/session')).status).toBe(401);
    expect((await server.anonymous.post('/api/session', { name: account, password: body.firstPassword })).status).toBe(
      401,
    );
  });

  test('[POST-4] wrong passwords at the change are counted like those at the sign-in', async () => {
    const { client } = await newcomer('clerk');
    const codes: string[] = [];
    for (let i = 0; i < 6; i++)
      codes.push((await client.post('/api/me/password', { current: `wrong ${i}`, next: GOOD })).body.code);
    expect(codes).toEqual([...Array(5).fill('wrong-password'), 'too-many-attempts']);
  });

  test('sessions are listed with their browser, and ended by the person', async () => {
    const { account, client } = await newcomer('clerk');
    const phone = await signIn(account, GOOD);
    const { sessions } = (await client.get('/api/me')).body;
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ isOwn }: { isOwn: boolean }) => isOwn)).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toContain(account);
    const other = sessions.find(({ isOwn }: { isOwn: boolean }) => !isOwn);
    expect((await client.post('/api/me/sessions/end', { session: other.id })).body.sessions).toHaveLength(1);
    expect((await phone.get('/api/session')).status).toBe(401);
    expect((await client.get('/api/session')).status).toBe(200);
  });

  test('an administrator resets a password and ends sessions; neither over people above him', async () => {
    const { account, client } = await newcomer('clerk');
    expect((await agencyAdmin.post(`/api/people/${account}/sessions/end`, {})).body.sessions).toEqual([]);
    expect((await client.get('/api/session')).status).toBe(401);
    const { firstPassword } = (await agencyAdmin.post(`/api/people/${account}/password`, {})).body;
    const again = await signIn(account, firstPassword);
    expect((await again.get('/api/me')).body.code).toBe('password-change-due');
    for (const path of [
      '/api/people/liuzhiqiang/password',
      '/api/people/zhangwei/close',
      '/api/people/wangxiulan/close',
    ])
      expect((await agencyAdmin.post(path, {})).status, path).toBe(403);
  });

  test('[POST-2] each administrator gives the posts of the own scope, and nobody else any', async () => {
    expect((await create('supervisor', { posts: [{ role: 'supervisor', agency: null }] })).status).toBe(403);
    expect((await create('inspector')).body).toMatchObject({ code: 'post-refused', detail: ['no-officer'] });
    expect((await create('clerk', { agency: '620623-YJGL', posts: [] })).status).toBe(403);
    expect((await create('clerk', { account: 'lichunmei' })).body.code).toBe('account-taken');
    expect((await create('clerk', {}, head)).status).toBe(403);
    const asked = { posts: [{ role: 'supervisor', agency: null, region: '620623' }], agency: null, region: '620623' };
    expect((await create('supervisor', asked, countyAdmin)).status).toBe(200);
    const beyond = { posts: [{ role: 'supervisor', agency: null, region: '6206' }], agency: null, region: '620623' };
    expect((await create('supervisor', beyond, countyAdmin)).status).toBe(403);
    const toHimself = await countyAdmin.post('/api/people/liuzhiqiang/posts', { role: 'supervisor', agency: null });
    expect(toHimself.body.detail).toEqual(['own-post']);
    const [own] = (await countyAdmin.get('/api/people/liuzhiqiang')).body.person.posts;
    const ended = await countyAdmin.post(`/api/people/liuzhiqiang/posts/${own.id}/end`, {});
    expect(ended.body).toMatchObject({ code: 'post-refused', detail: ['own-post'] });
  });

  test('the list of people shows the own scope, with search and filters', async () => {
    const names = async (client: Client, query: string): Promise<string[]> =>
      (await client.get(`/api/lists/people?limit=200&${query}`)).body.rows.map(
        ({ account }: { account: string }) => account,
      );
    expect(await names(agencyAdmin, 'role=approver')).toEqual(['mayongcheng']);
    expect(await names(agencyAdmin, 'q=mayong')).toEqual(['mayongcheng']);
    expect(await names(agencyAdmin, `q=${encodeURIComponent('马永')}`)).toEqual(['mayongcheng']);
    expect(await names(agencyAdmin, 'q=myc')).toEqual(['mayongcheng']);
    expect(await names(agencyAdmin, '')).not.toContain('liuzhiqiang');
    expect(await names(countyAdmin, '')).toEqual(expect.arrayContaining(['liuzhiqiang', 'mayongcheng']));
    expect(await names(countyAdmin, '')).not.toContain('zhangwei');
    expect((await head.get('/api/lists/people')).status).toBe(403);
  });

  test('[POST-1] a deputy approves for the head, both are named, and taking back ends it at once', async () => {
    const { account, client } = await newcomer('legal-reviewer');
    const clerk = await server.as('lichunmei');
    const apply = async (day: number) => {
      const window = { from: NINE_O_CLOCK + day * DAY, to: NINE_O_CLOCK + day * DAY + 2 * HOUR };
      const application = { ...(await applicationFor(clerk)), window, matters: ['M901'] };
      return (await clerk.post('/api/tasks', { application })).body.task;
    };
    const [first, second] = [await apply(3), await apply(4)];
    const approve = (task: { id: string; rev: number }) =>
      client.post(`/api/tasks/${task.id}/approve`, { rev: task.rev });
    expect((await approve(first)).status).toBe(403);
    const terms = { deputy: account, from: NINE_O_CLOCK, until: NINE_O_CLOCK + 7 * DAY };
    expect((await client.post('/api/me/delegations', terms)).status).toBe(403);
    const { post } = (await head.post('/api/me/delegations', terms)).body;
    expect((await head.post('/api/me/delegations', { ...terms, deputy: 'hejing' })).body.detail).toEqual([
      'already-delegated',
    ]);
    expect((await head.get('/api/me')).body.given).toEqual([{ deputy: expect.objectContaining({ account }), post }]);
    expect((await client.get('/api/me')).body.person.posts).toContainEqual(post);
    const { task } = (await approve(first)).body;
    expect(task.approved).toMatchObject({ by: account, onBehalfOf: { account: 'mayongcheng', name: '马永成' } });
    const steps = (await (await server.as('zhangwei')).get(`/api/tasks/${task.id}/trace`)).body.steps;
    expect(steps.find(({ step }: { step: string }) => step === 'approved')).toMatchObject({ onBehalfOf: '马永成' });
    expect(
      (await head.post('/api/me/delegations/end', { deputy: account, post: post.id })).body.given[0].post.until,
    ).toBe(server.clock.at);
    expect((await approve(second)).status).toBe(403);

    // The applicant gets the post as anybody else does, and cannot decide on what she applied for.
    const other = (await head.post('/api/me/delegations', { ...terms, deputy: 'lichunmei' })).body;
    const own = await clerk.post(`/api/tasks/${second.id}/approve`, { rev: second.rev });
    expect(own.body.code).toBe('same-person');
    await head.post('/api/me/delegations/end', { deputy: 'lichunmei', post: other.post.id });
  });

  test('[POST-3] leaving ends posts, sessions, devices, grants and delegations at once', async () => {
    const officers = await server.deps.store.read((tx) => tx.officers.ofAgency(SCJG as never));
    const officer = officers.find(({ name, suspended }) => !suspended && name !== '王建国' && name !== '卓玛');
    const { account, client } = await newcomer('inspector', { certificate: officer?.certificate.number });
    await agencyAdmin.post(`/api/people/${account}/posts`, { role: 'approver', agency: SCJG });
    const device = aDevice();
    expect((await client.post('/api/devices', { publicKey: device.publicKey })).status).toBe(201);
    const { account: deputy } = await newcomer('legal-reviewer');
    const terms = { deputy, from: NINE_O_CLOCK, until: NINE_O_CLOCK + 7 * DAY };
    expect((await client.post('/api/me/delegations', terms)).status).toBe(200);

    server.clock.at += MINUTE;
    const closed = (await agencyAdmin.post(`/api/people/${account}/close`, {})).body;
    expect(closed.person.closedAt).toBe(server.clock.at);
    expect(closed.person.posts.every(({ until }: { until: number }) => until === server.clock.at)).toBe(true);
    expect(closed.sessions).toEqual([]);
    expect(closed.given.every(({ post }: { post: { until: number } }) => post.until === server.clock.at)).toBe(true);
    expect((await client.get('/api/session')).status).toBe(401);
    expect((await server.anonymous.post('/api/session', { name: account, password: GOOD })).status).toBe(401);
    const devices = await server.deps.store.read((tx) => tx.devices.ofOfficers([officer?.id ?? '']));
    expect(devices.find((one) => one.account === account)?.revokedAt).toBe(server.clock.at);
    expect((await agencyAdmin.post(`/api/people/${account}/posts`, { role: 'clerk', agency: SCJG })).status).toBe(409);
  });

  test('[POST-3] an open stream ends with the session of who left', async () => {
    const { account, client } = await newcomer('clerk');
    // The reply of a stream is whole only when it has ended.
    const stream = client.get('/api/sync/stream');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await agencyAdmin.post(`/api/people/${account}/close`, {});
    expect(Buffer.from((await stream).body).toString()).toContain('event: end');
  });

  test('[POST-3] an officer who left by the register is out on that day, without anybody closing the account', async () => {
    const officers = await server.deps.store.read((tx) => tx.officers.ofAgency(SCJG as never));
    const taken = ['王建国', '卓玛'];
    const officer = officers.filter(({ name, suspended }) => !suspended && !taken.includes(name)).at(-1);
    if (!officer) throw new Error('no officer');
    const { account, client } = await newcomer('inspector', { certificate: officer.certificate.number });
    expect((await client.post('/api/devices', { publicKey: aDevice().publicKey })).status).toBe(201);
    const { validFrom, validTo, number } = officer.certificate;
    const text = `执法证件号,姓名,所属检查主体,证件有效期起,证件有效期止,离岗日期,人员编号\n${number},${officer.name},${SCJG},${validFrom},${validTo},2026-11-25,${officer.id}\n`;
    const upload = (commit: string | null) =>
      countyAdmin.post('/api/registry/imports', {
        kind: 'officers',
        name: 'officers.csv',
        file: Buffer.from(text).toString('base64url'),
        commit,
      });
    expect((await upload((await upload(null)).body.hash)).body).toMatchObject({ imported: true });
    const jobs = scheduler(server.deps, { sweeps: [], deadlines: upkeep(server.deps).deadlines });
    await jobs.runDue();
    expect((await client.get('/api/session')).status).toBe(200);

    // Midnight: the session is refused before any job runs, and so is a new sign-in.
    server.clock.at = Date.UTC(2026, 10, 24, 16);
    expect((await client.get('/api/session')).status).toBe(401);
    expect((await server.anonymous.post('/api/session', { name: account, password: GOOD })).status).toBe(401);
    await Promise.all([jobs.runDue(), jobs.runDue()]);
    const stored = await server.deps.store.read((tx) => tx.accounts.byName(account));
    expect(stored).toMatchObject({ closedAt: server.clock.at });
    const again = await create('inspector', { certificate: officer.certificate.number }, await server.as('wangxiulan'));
    expect(again.body).toMatchObject({ code: 'post-refused', detail: ['officer-left'] });
    expect(stored?.actor.posts.every(({ until }) => until === server.clock.at)).toBe(true);
    const devices = await server.deps.store.read((tx) => tx.devices.ofOfficers([officer.id]));
    expect(devices.find((one) => one.account === account)?.revokedAt).toBe(server.clock.at);
    const revoked = (await (await server.as('mayongcheng')).get('/api/lists/devices')).body.rows.find(
      (row: { officer: { id: string } }) => row.officer?.id === officer.id,
    );
    expect(JSON.stringify(revoked)).toContain('officer-left');
  });

  test('[GRANT-1] a head who is suspended, or has left by the register, neither gives nor ends a grant', async () => {
    countyAdmin = await server.as('liuzhiqiang');
    const supervisor = await server.as('zhangwei');
    const officers = await server.deps.store.read((tx) => tx.officers.ofAgency(SCJG as never));
    const [holder, other, deciding] = officers.filter(
      ({ suspended, leftOn, certificate }) => !suspended && leftOn === null && certificate.validTo > '2027',
    );
    if (!holder || !other || !deciding) throw new Error('too few officers');
    const phone = aDevice();
    const inspector = await newcomer('inspector', { certificate: holder.certificate.number }, countyAdmin);
    expect((await inspector.client.post('/api/devices', { publicKey: phone.publicKey })).status).toBe(201);
    const posts = [
      { role: 'approver', agency: SCJG },
      { role: 'inspector', agency: SCJG },
    ];
    const chief = await newcomer('approver', { certificate: deciding.certificate.number, posts }, countyAdmin);
    const terms = () => ({
      device: phone.id,
      officers: [holder.id, other.id],
      matters: [],
      region: '620623',
      maxCodes: 3,
      window: { from: server.clock.at, to: server.clock.at + 7 * DAY },
      reason: '乡镇投诉多，没有信号。',
    });
    const give = (by: Client) => by.post('/api/grants', { terms: terms() });
    const given = await give(chief.client);
    expect(given.status, JSON.stringify(given.body)).toBe(201);
    const end = (by: Client) => by.post(`/api/grants/${given.body.grant.id}/end`, { reason: '人员调整' });

    const suspended = await supervisor.post(`/api/officers/${deciding.id}/suspension`, { reason: '接受调查' });
    expect(suspended.status).toBe(200);
    expect([(await give(chief.client)).status, (await end(chief.client)).status]).toEqual([403, 403]);
    await supervisor.post(`/api/officers/${deciding.id}/reinstatement`, {});
    expect((await give(chief.client)).status).toBe(201);

    const { validFrom, validTo, number } = deciding.certificate;
    const today = dayOf(server.clock.at);
    const text = `执法证件号,姓名,所属检查主体,证件有效期起,证件有效期止,离岗日期,人员编号\n${number},${deciding.name},${SCJG},${validFrom},${validTo},${today},${deciding.id}\n`;
    const upload = (commit: string | null) =>
      countyAdmin.post('/api/registry/imports', {
        kind: 'officers',
        name: 'officers.csv',
        file: Buffer.from(text).toString('base64url'),
        commit,
      });
    expect((await upload((await upload(null)).body.hash)).body).toMatchObject({ imported: true });
    // Before any job has run.
    expect([(await give(chief.client)).status, (await end(chief.client)).status]).toEqual([401, 401]);
  });

  describe('[POST-5] a person with posts at two agencies acts for the one that each request names', () => {
    const OTHER = '620623-YJGL';
    let both: Client;
    const acting = (agency: string) => ({ 'liangma-acting': agency });
    beforeAll(async () => {
      countyAdmin = await server.as('liuzhiqiang');
      const posts = ['clerk', 'approver', 'agency-administrator'].map((role) => ({ role, agency: SCJG }));
      const { account, client } = await newcomer('clerk', { posts }, countyAdmin);
      for (const { role } of posts) await countyAdmin.post(`/api/people/${account}/posts`, { role, agency: OTHER });
      both = client;
    });

    test('lists, tasks, grants, devices and people are those of that agency', async () => {
      const agenciesIn = async (list: string, agency: string): Promise<string[]> => {
        const { rows } = (await both.get(`/api/lists/${list}?limit=200`, acting(agency))).body;
        return [...new Set(rows.map((row: { agency: { id: string } }) => row.agency.id))] as string[];
      };
      expect(await agenciesIn('tasks', SCJG)).toEqual([SCJG]);
      expect(await agenciesIn('tasks', OTHER)).not.toContain(SCJG);
      expect(await agenciesIn('people', SCJG)).toEqual([SCJG]);
      const { rows } = (await both.get('/api/lists/tasks', acting(SCJG))).body;
      const task = `/api/tasks/${rows[0].id}`;
      expect((await both.get(task, acting(SCJG))).status).toBe(200);
      expect((await both.get(task, acting(OTHER))).status).toBe(403);
      expect((await both.get('/api/people/lichunmei', acting(OTHER))).status).toBe(403);
      const grantsOf = async (agency: string) => (await both.get('/api/grants', acting(agency))).body.grants.length;
      expect([(await grantsOf(SCJG)) > 0, await grantsOf(OTHER)]).toEqual([true, 0]);
    });

    test('an application is one of that agency, and the other one neither sees nor decides it', async () => {
      const window = { from: server.clock.at + 5 * DAY, to: server.clock.at + 5 * DAY + 2 * HOUR };
      const application = { ...(await applicationFor(await server.as('lichunmei'))), window, matters: ['M902'] };
      const apply = (agency: string) => both.post('/api/tasks', { application }, acting(agency));
      // Matters and officers are those of the first agency.
      expect((await apply(OTHER)).body.code).toBe('findings');
      const applied = (await apply(SCJG)).body;
      expect(applied.task, JSON.stringify(applied)).toBeDefined();
      const { task } = applied;
      expect(task.agency.id).toBe(SCJG);
      const decide = (who: Client, agency: string, step: string, body: object) =>
        who.post(`/api/tasks/${task.id}/${step}`, body, acting(agency));
      for (const step of ['approve', 'reject'])
        expect((await decide(both, OTHER, step, { rev: task.rev, reason: '不符合要求' })).status, step).toBe(403);
      expect((await decide(both, SCJG, 'approve', { rev: task.rev })).body.code).toBe('same-person');
    });

    test('a link names the agency in its address; a file of accounts has those of it alone', async () => {
      const exported = async (agency: string): Promise<string> => {
        const { body } = await both.get(`/api/registry/exports/accounts?format=csv&acting=${agency}`);
        return new TextDecoder().decode(body as Uint8Array);
      };
      expect(await exported(SCJG)).toContain('lichunmei');
      expect(await exported(OTHER)).not.toContain('lichunmei');
    });

    test('a phone that names the agency of the inspector gets its officers, not those of the post that comes first', async () => {
      const { officers } = (await (await server.as('lichunmei')).get('/api/registry/officers')).body;
      const posts = [
        { role: 'clerk', agency: OTHER },
        { role: 'inspector', agency: SCJG },
      ];
      const [free] = await server.deps.store.read(async (tx) => {
        const held = await Promise.all(officers.map(({ id }: { id: string }) => tx.accounts.ofOfficer(id)));
        return officers.filter((_: unknown, i: number) => held[i]?.length === 0);
      });
      const certificate = free.certificate.number;
      const { client } = await newcomer('inspector', { posts, certificate }, countyAdmin);
      const agencies = async (query: string) => {
        const found = (await client.get(`/api/registry/officers${query}`)).body.officers;
        return [...new Set(found.map(({ agency }: { agency: string }) => agency))];
      };
      expect([await agencies(''), await agencies(`?acting=${SCJG}`)]).toEqual([[OTHER], [SCJG]]);
    });

    test('without a post there in force the request is refused; the session itself names all posts', async () => {
      for (const agency of ['620623-WSJK', 'none'])
        expect((await both.get('/api/lists/tasks', acting(agency))).status, agency).toBe(403);
      expect((await both.get('/api/lists/tasks?acting=620623-WSJK')).status).toBe(403);
      // The address goes before the header.
      expect((await both.get('/api/lists/tasks?acting=620623-WSJK', acting(SCJG))).status).toBe(403);
      expect((await both.get('/api/session', acting('none'))).body.actor.posts).toHaveLength(6);
    });
  });
});
