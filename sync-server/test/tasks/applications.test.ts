/** Applying and approving under the law: what is refused, what is told, what stays with the task. */
import type { Actor } from '@liangma/shared/access/authorise';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { enterpriseIdSchema } from '@liangma/shared/registry/enterprise';
import type { Task } from '@liangma/shared/tasks/task';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anEnterprise, aReference } from '../../../shared/test/builders.ts';
import { findEnterprise } from '../../src/ports/directory.ts';
import { committed, type WriteTx } from '../../src/ports/store.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

async function cease(tx: WriteTx, id: string): Promise<void> {
  const enterprise = await findEnterprise(tx, id);
  if (enterprise) await tx.registry.saveEnterprises([{ ...enterprise, state: 'ceased' }]);
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let server: TestServer;
  let clerk: Client;
  let head: Client;
  let supervisor: Client;

  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres.county('applications') } : {});
    [clerk, head, supervisor] = (await Promise.all(
      ['lichunmei', 'mayongcheng', 'zhangwei'].map((name) => server.as(name)),
    )) as [Client, Client, Client];
  });
  afterAll(() => server.stop());

  const write = (work: (tx: WriteTx) => Promise<void>) =>
    server.deps.store.write(async (tx) => {
      await work(tx);
      return committed(undefined, {
        id: `test-${Math.random()}`,
        at: 0,
        shard: '',
        actor: 'test',
        action: 'test',
        subject: '',
      });
    });

  /** Each day once, so that no window overlaps another. */
  let day = 0;
  const nextWindow = () => {
    day += 1;
    const from = NINE_O_CLOCK + day * DAY;
    return { from, to: from + 2 * HOUR };
  };
  const apply = async (changes: object = {}) => {
    const application = { ...(await applicationFor(clerk)), window: nextWindow(), matters: ['M901'], ...changes };
    return clerk.post('/api/tasks', { application });
  };
  const applied = async (changes: object = {}): Promise<Task> => {
    const { body } = await apply(changes);
    expect(body).toMatchObject({ task: { state: 'applied' } });
    return body.task;
  };
  const approve = (who: Client, { id, rev }: Task) => who.post(`/api/tasks/${id}/approve`, { rev });
  const complaint = (number: string) => ({
    type: 'case',
    source: 'complaint',
    reference: aReference({ number, date: '2026-11-23' }),
  });
  const alertsAt = async ({ id }: Task) => (await supervisor.get(`/api/tasks/${id}/trace`)).body.alerts;
  const findings = (body: { findings: { code: string }[] }) => body.findings.map(({ code }) => code);

  test('[SPEC-1] [FREQ-6] [APR-3] [OFF-1] the server rejects an application that exceeds a limit without proof', async () => {
    const refused = async (changes: object) => findings((await apply(changes)).body);
    expect(await refused({ type: 'special', source: 'deployed' })).toEqual(['special-without-plan']);
    expect(await refused({ type: 'case', source: 'complaint' })).toEqual(['reference-missing']);
    expect(await refused({ window: { from: NINE_O_CLOCK, to: NINE_O_CLOCK + 300 * DAY } })).toContain(
      'window-too-long',
    );
    expect(await refused({ whyOnSite: '.' })).toEqual(['why-on-site-missing']);
  });

  test('[FREQ-6] [SUP-1] a reference used twice stays with the task and raises one alert, whatever follows', async () => {
    const first = await applied(complaint('12345-0001'));
    expect(first).not.toHaveProperty('findings');
    expect(await alertsAt(first)).toEqual([]);
    const second = await applied(complaint('12345-0001'));
    const found = {
      rule: 'FREQ-6',
      code: 'reference-used-twice',
      evidence: { number: '12345-0001', task: first.id, enterprise: first.enterprise.name, from: first.window.from },
    };
    expect(second.findings).toEqual({ applied: [found] });
    const approved = (await approve(head, second)).body.task;
    expect(approved).toMatchObject({ state: 'issued', findings: { applied: [found], approved: [found] } });
    expect(await alertsAt(second)).toMatchObject([{ rule: 'FREQ-6', code: 'reference-used-twice', closed: null }]);
    const { rows } = (await supervisor.get('/api/lists/alerts')).body;
    expect(rows.map(({ task }: { task: string }) => task)).toContain(second.id);
  });

  test('[FREQ-6] an edit is checked anew: the finding goes, and the alert stays for supervisors', async () => {
    const task = await applied(complaint('12345-0001'));
    expect(task.findings?.applied).toHaveLength(2);
    const content = {
      ...(await applicationFor(clerk)),
      window: task.window,
      matters: ['M901'],
      ...complaint('12345-0002'),
    };
    const edited = (await clerk.post(`/api/tasks/${task.id}/edit`, { rev: task.rev, content })).body.task;
    expect(edited).toMatchObject({ reference: { number: '12345-0002' } });
    expect(edited).not.toHaveProperty('findings');
    expect(await alertsAt(task)).toHaveLength(1);
  });

  test('[FREQ-1] [NOT-1] pending applications count each other, and the n-th is fixed at the approval', async () => {
    const enterprise = await newEnterprise('X00000000777', '620623100');
    const [one, two] = [await applied({ enterprise }), await applied({ enterprise })];
    const nthOf = async ({ id }: Task) => (await clerk.get(`/api/tasks/${id}`)).body.task.nth;
    expect([await nthOf(one), await nthOf(two)]).toEqual([1, 1]);
    expect((await approve(head, one)).body.task.nth).toBe(1);
    expect(await nthOf(two)).toBe(2);
    const trace = (await supervisor.get(`/api/tasks/${two.id}/trace`)).body.task;
    expect(trace.nth).toBe(2);
    const three = await applied({ enterprise });
    expect((await approve(head, two)).body.task.nth).toBe(2);
    expect(findings((await approve(head, three)).body)).toEqual(['cap-reached', 'pace-exceeded']);
  });

  test('[APR-4] a head who is one of the officers cannot approve the application', async () => {
    const task = await applied(complaint('12345-0004'));
    const actor = await actorOf('mayongcheng');
    await write((tx) => saveActor(tx, { ...actor, officer: task.officers[0]?.id ?? null }));
    expect((await approve(await server.as('mayongcheng'), task)).body.code).toBe('same-person');
    await write((tx) => saveActor(tx, actor));
    expect((await approve(await server.as('mayongcheng'), task)).status).toBe(200);
  });

  test('[FREQ-6] a rejection needs a written reason', async () => {
    const task = await applied(complaint('12345-0005'));
    const reject = (reason: string) => head.post(`/api/tasks/${task.id}/reject`, { rev: task.rev, reason });
    expect((await reject('不同意。')).body.code).toBe('reason-too-short');
    expect((await reject('同类检查已在上月完成，不再重复')).body.task.state).toBe('rejected');
  });

  test('an application for a ceased enterprise is rejected', async () => {
    const enterprise = await newEnterprise('X00000000778', '620623100');
    await write(async (tx) => {
      await cease(tx, enterprise);
    });
    expect((await apply({ enterprise })).body.code).toBe('enterprise-ceased');
  });

  test('an approval is refused if the enterprise ceased after the application', async () => {
    const enterprise = await newEnterprise('X00000000780', '620623100');
    const task = await applied({ enterprise });
    await write(async (tx) => {
      await cease(tx, enterprise);
    });
    expect((await approve(head, task)).body.code).toBe('enterprise-ceased');
    expect((await clerk.get(`/api/tasks/${task.id}`)).body.task.state).toBe('applied');
  });

  test('a head suspended as an officer cannot approve until the suspension ends', async () => {
    const task = await applied(complaint('12345-0006'));
    const actor = await actorOf('mayongcheng');
    const [officer] = (await clerk.get('/api/registry/officers')).body.officers.filter(
      ({ id }: { id: string }) => !task.officers.some((one) => one.id === id),
    );
    await write((tx) => saveActor(tx, { ...actor, officer: officer.id }));
    const reason = '执法证件暂扣，正在核查';
    expect((await supervisor.post(`/api/officers/${officer.id}/suspension`, { reason })).status).toBe(200);
    expect((await approve(head, task)).status).toBe(403);
    expect((await head.post(`/api/tasks/${task.id}/reject`, { rev: task.rev, reason })).status).toBe(403);
    await supervisor.post(`/api/officers/${officer.id}/reinstatement`, {});
    expect((await approve(head, task)).status).toBe(200);
    await write((tx) => saveActor(tx, actor));
  });

  test('[JUR-1] a letter of assistance opens one enterprise elsewhere, and a look that leads to nothing is in the audit', async () => {
    const elsewhere = await newEnterprise('X00000000780', '620602100');
    const assistance = { number: '天市监函〔2026〕12号', date: '2026-11-24', authority: '凉州区市场监督管理局' };
    const looks = () => server.deps.store.read((tx) => tx.audit.ofSubject('6206', elsewhere));
    expect((await apply({ enterprise: elsewhere, assistance: { ...assistance, date: '2027-01-01' } })).body.code).toBe(
      'findings',
    );
    expect(await looks()).toMatchObject([{ actor: 'lichunmei', action: 'task.assist-refused' }]);
    const { status, body } = await apply({ enterprise: elsewhere, assistance, window: nextWindow() });
    expect([status, body.task]).toMatchObject([201, { state: 'applied', assistance }]);
  });

  test('[JUR-1] a letter finds one enterprise elsewhere by its exact number, each look is in the audit, and the assistance is filed', async () => {
    const elsewhere = await newEnterprise('X00000000781', '620602100');
    const letter = '天市监函〔2026〕13号';
    const look = (who: Client, enterprise: string) => who.post('/api/applications/elsewhere', { enterprise, letter });
    const looks = (subject: string) => server.deps.store.read((tx) => tx.audit.ofSubject('6206', subject));
    const found = await look(clerk, elsewhere);
    expect(found.status).toBe(200);
    const { name, address } = await server.deps.store.read(
      async (tx) => (await findEnterprise(tx, elsewhere)) ?? { name: '', address: '' },
    );
    expect(found.body.enterprise).toEqual({ id: elsewhere, name, address, region: '620602', county: '凉州区' });
    expect(Object.keys(found.body).sort()).toEqual(['agency', 'calendar', 'enterprise', 'now', 'policy']);
    expect(await looks(elsewhere)).toMatchObject([{ actor: 'lichunmei', action: 'enterprise.look-elsewhere' }]);
    expect((await look(clerk, 'X00000000782')).body.code).toBe('not-found');
    expect(await looks('X00000000782')).toHaveLength(1);
    expect(await looks(letter)).toHaveLength(2);
    expect((await look(clerk, '凉州区')).body.code).toBe('bad-request');
    expect((await look(head, elsewhere)).body.code).toBe('forbidden');
    const assistance = { number: letter, date: '2026-11-24', authority: '凉州区市场监督管理局' };
    const task = await applied({ enterprise: elsewhere, assistance });
    await approve(head, task);
    const due = async () => (await clerk.get('/api/lists/tasks?filing=due')).body.rows.map((row: Task) => row.id);
    expect(await due()).toContain(task.id);
    const file = (who: Client, date: string) =>
      who.post(`/api/tasks/${task.id}/assistance-filing`, { filing: { number: '武市监备〔2026〕3号', date } });
    expect((await file(supervisor, '2026-11-24')).body.code).toBe('forbidden');
    expect((await file(clerk, '2027-11-24')).body.code).toBe('in-future');
    expect((await file(clerk, '2026-11-24')).body.task.assistanceFilings).toMatchObject([
      { by: 'lichunmei', number: '武市监备〔2026〕3号' },
    ]);
    expect(await due()).not.toContain(task.id);
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    expect(steps.map(({ step }: { step: string }) => step)).toContain('assistance-filed');
    for (let i = 0; i < 10; i++) await look(clerk, `X000000008${10 + i}`);
    expect((await look(clerk, elsewhere)).body.code).toBe('too-many-requests');
  });

  test('facts and findings depend on region and role, and name no task of another agency', async () => {
    const facts = (who: Client, id: string) => who.get(`/api/applications/facts?enterprise=${id}`);
    const elsewhere = await newEnterprise('X00000000779', '620602100');
    expect((await facts(clerk, elsewhere)).body.code).toBe('forbidden');
    expect((await apply({ enterprise: elsewhere })).body.code).toBe('forbidden');
    const { body: found } = await clerk.get(`/api/registry/enterprises?q=${encodeURIComponent('鑫盛砂石料厂')}`);
    const quarry = found.enterprises[0].id;
    expect((await facts(await server.as('wangjianguo'), quarry)).body.code).toBe('forbidden');
    expect((await facts(supervisor, quarry)).body.code).toBe('forbidden');
    const { visits } = (await facts(clerk, quarry)).body;
    expect(visits).toMatchObject([{ agency: '620623-YJGL', task: null, state: 'applied' }]);
  });

  test('[DUP-1] supervisors list how often each agency gave a written reason, by rule', async () => {
    const { body: found } = await clerk.get(`/api/registry/enterprises?q=${encodeURIComponent('鑫盛砂石料厂')}`);
    const reasons = async (query = '') => (await supervisor.get(`/api/lists/reasons${query}`)).body.rows;
    const enterprise = found.enterprises[0].id;
    expect(findings((await apply({ enterprise })).body)).toEqual(['other-agency-near']);
    expect(await reasons()).toEqual([]);
    const given = { 'DUP-1': '两家检查的内容不同，时间也无法合并安排。' };
    const task = await applied({ enterprise, reasons: given });
    const row = {
      rule: 'DUP-1',
      agency: '620623-SCJG',
      agencyName: task.agency.name,
      count: 1,
      latest: task.applied.at,
    };
    expect(await reasons()).toEqual([row]);
    await approve(head, task);
    expect(await reasons('?rule=DUP-1&q=市场')).toEqual([row]);
    expect(await reasons('?rule=OFF-1')).toEqual([]);
    expect((await clerk.get('/api/lists/reasons')).status).toBe(403);
  });

  async function newEnterprise(id: string, region: string) {
    const enterprise = anEnterprise({ id: v.parse(enterpriseIdSchema, id), name: `示例企业 ${id}`, region });
    await write(async (tx) => {
      await tx.registry.saveEnterprises([enterprise]);
    });
    return enterprise.id;
  }

  const actorOf = async (account: string): Promise<Actor> => {
    const found = await server.deps.store.read((tx) => tx.accounts.byName(account));
    if (!found) throw new Error('no such account');
    return found.actor;
  };

  async function saveActor(tx: WriteTx, actor: Actor): Promise<void> {
    const known = await tx.accounts.byName(actor.account);
    if (known) await tx.accounts.save([{ ...known, actor }]);
  }
});
