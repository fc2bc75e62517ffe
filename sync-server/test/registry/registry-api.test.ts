/** The registry over the API: files, exports, history, grades and whitelist, on both stores. */

import type { Actor } from '@liangma/shared/access/authorise';
import { standingPost } from '@liangma/shared/access/post';
import { toBase64Url, utf8 } from '@liangma/shared/kernel/bytes';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { usccCheckDigit } from '@liangma/shared/kernel/uscc';
import { wholeList } from '@liangma/shared/lists/list-query';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publish } from '../../src/matters/publication.ts';
import { noted } from '../../src/ports/store.ts';
import { enterpriseList } from '../../src/registry/registry-lists.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

const usccOf = (n: number) => {
  const first17 = `91620623MAY${String(n).padStart(6, '0')}`;
  return first17 + usccCheckDigit(first17);
};

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let server: TestServer;
  let admin: Client;
  let clerk: Client;
  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres.county('registry') } : {});
    [admin, clerk] = [await server.as('liuzhiqiang'), await server.as('lichunmei')];
  });
  afterAll(() => server.stop());

  const upload = (name: string, text: string, commit: string | null = null, who = admin) =>
    who.post('/api/registry/imports', { kind: name, name: `${name}.csv`, file: toBase64Url(utf8(text)), commit });
  const take = async (name: string, text: string) => {
    server.clock.at += 5000;
    const dry = await upload(name, text);
    return (await upload(name, text, dry.body.hash)).body;
  };
  const HEAD = '统一社会信用代码,企业名称,主体类型,所在乡镇区划代码,等级';
  const shop = (n: number, grade = 'B', region = '620623100') =>
    `${usccOf(n)},老马食品店${n},个体工商户,${region},${grade}\n`;

  test('a dry run, then the same file by its hash; another file is refused', async () => {
    const text = `${HEAD}\n${shop(1)}`;
    const dry = await upload('enterprises', text);
    expect(dry.body).toMatchObject({ dryRun: true, ok: true, imported: false, new: 1 });
    expect((await upload('enterprises', `${text}${shop(2)}`, dry.body.hash)).body.code).toBe('hash-mismatch');
    expect((await upload('enterprises', text, dry.body.hash)).body).toMatchObject({ imported: true, new: 1 });
    const { imports } = (await admin.get('/api/registry/imports')).body;
    expect(imports[0]).toMatchObject({
      actor: 'liuzhiqiang',
      report: { kind: 'enterprises', new: 1, file: 'enterprises.csv' },
    });
  });

  test('a prefecture finds imported enterprises by their names of today, and none that has ended', async () => {
    const found = async (q: string) => {
      const list = await enterpriseList(server.deps, '6206', { ...wholeList(enterpriseListSpec), q });
      return list.rows.map(({ name }) => name);
    };
    const row = (name: string, state: string) =>
      `${HEAD},登记状态\n${usccOf(9)},${name},个体工商户,620623100,B,${state}\n`;
    await take('enterprises', row('阿依古丽馕坊', '在营'));
    expect(await found('古丽馕')).toEqual(['阿依古丽馕坊']);
    await take('enterprises', row('古浪月牙饼店', '在营'));
    expect([await found('古丽馕'), await found('glyyb')]).toEqual([[], ['古浪月牙饼店']]);
    await take('enterprises', row('古浪月牙饼店', '注销'));
    expect(await found('glyyb')).toEqual([]);
  });

  test('only an administrator of the region imports, and nothing outside it', async () => {
    expect((await upload('enterprises', `${HEAD}\n${shop(3)}`, null, clerk)).status).toBe(403);
    expect((await clerk.get('/api/registry/exports/officers')).status).toBe(403);
    const elsewhere = await upload('enterprises', `${HEAD}\n${shop(3, 'B', '620602001')}`);
    expect(elsewhere.body.problems).toMatchObject([{ line: 2, field: 'region', code: 'outside-region' }]);
    const agency = '名称,主体类别,行政区划代码,执法领域,启用日期\n凉州区水务局,行政机关,620602,水务,2020-01-01\n';
    expect((await upload('agencies', agency)).body.problems).toMatchObject([{ code: 'outside-region' }]);
  });

  test('[GRADE-1] a grade that changes in mid-year keeps what it was, by file and by hand', async () => {
    await take('enterprises', `${HEAD},等级起始日期,等级依据\n${shop(4, 'C').trim()},2026-01-01,年度评定\n`);
    await take('enterprises', `${HEAD},等级起始日期,等级依据\n${shop(4, 'B').trim()},2026-07-01,半年复评\n`);
    const by = { grade: 'A', from: '2026-10-01', source: '天市监〔2026〕9号' };
    expect((await admin.post(`/api/registry/enterprises/${usccOf(4)}/grades`, by)).body).toEqual({ grade: 'A' });
    const late = { ...by, from: '2026-12-31' };
    expect((await admin.post(`/api/registry/enterprises/${usccOf(4)}/grades`, late)).status).toBe(400);
    const { grades } = (await clerk.get(`/api/registry/enterprises/${usccOf(4)}/record`)).body;
    expect(grades.map(({ grade, from, source }: Record<string, string>) => [grade, from, source])).toEqual([
      ['C', '2026-01-01', '年度评定'],
      ['B', '2026-07-01', '半年复评'],
      ['A', '2026-10-01', '天市监〔2026〕9号'],
    ]);
    const found = (await admin.get(`/api/registry/enterprises/${usccOf(4)}`)).body.enterprise;
    expect(found.grade).toBe('A');
  });

  test('[WL-1] an entry of the whitelist has its condition, and is removed with a reason, once', async () => {
    const path = `/api/registry/enterprises/${usccOf(4)}/whitelist`;
    const terms = {
      from: '2026-11-01',
      until: '2027-10-31',
      condition: '两年无违法记录',
      document: '天营商〔2026〕3号',
    };
    expect((await admin.post(path, { ...terms, until: '2026-10-01' })).status).toBe(400);
    const entry = (await admin.post(path, terms)).body;
    expect(entry).toMatchObject({ ...terms, by: 'liuzhiqiang', removed: null });
    const removal = { on: '2026-11-24', reason: '受到行政处罚' };
    expect((await admin.post(`${path}/${entry.id}/removal`, removal)).body.removed).toMatchObject(removal);
    expect((await admin.post(`${path}/${entry.id}/removal`, removal)).body.code).toBe('wrong-state');
    expect((await clerk.post(path, terms)).status).toBe(403);
  });

  test('[FREQ-1] [WL-1] marks, penalties and the whitelist of a file are facts at the desk; by hand they go on', async () => {
    const parts = '其他联系人,其他等级,行政处罚情况,白名单起始日期,白名单截止日期,列入条件,列入文号';
    const cells =
      '扎西|13909350000,信用等级:A+|2026-01-01,2025:2|天市监罚〔2025〕3号,2026-01-01,2026-12-31,三年无违法,天营商〔2026〕4号';
    const text = `${HEAD},${parts}\n${shop(6).trim()},${cells}\n`;
    expect(await take('enterprises', text)).toMatchObject({ imported: true, new: 1 });
    expect((await upload('enterprises', text)).body).toMatchObject({ unchanged: 1, changed: 0 });
    const facts = async () => (await clerk.get(`/api/applications/facts?enterprise=${usccOf(6)}`)).body;
    expect(await facts()).toMatchObject({
      marks: { 信用等级: 'A+' },
      penalised: { 2025: true },
      whitelist: [{ from: '2026-01-01', condition: '三年无违法', by: 'liuzhiqiang', removed: null }],
    });
    const path = `/api/registry/enterprises/${usccOf(6)}`;
    const mark = { scale: '信用等级', mark: 'B', from: '2026-11-01', source: '' };
    server.clock.at += 5000;
    expect((await admin.post(`${path}/marks`, mark)).body.marks).toHaveLength(2);
    expect((await admin.post(`${path}/marks`, { ...mark, from: '2027-11-01' })).body.code).toBe('bad-request');
    const year = { year: 2025, count: 0, source: '信用中国' };
    server.clock.at += 5000;
    expect((await admin.post(`${path}/penalties`, year)).body.penalties).toEqual([year]);
    expect((await clerk.post(`${path}/penalties`, year)).status).toBe(403);
    expect(await facts()).toMatchObject({ marks: { 信用等级: 'B' }, penalised: { 2025: false } });
    const removal = `${HEAD},移出白名单日期,移出原因\n${shop(6).trim()},2026-11-20,受到处罚\n`;
    expect(await take('enterprises', removal)).toMatchObject({ imported: true, changed: 1 });
    expect((await facts()).whitelist).toMatchObject([{ removed: { on: '2026-11-20', reason: '受到处罚' } }]);
    const { changes } = (await admin.get(`/api/registry/history/enterprises/${usccOf(6)}`)).body;
    expect(changes.map(({ importId }: { importId: string | null }) => importId !== null)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test('every change stays with who, when, by which import, before and after', async () => {
    await take('enterprises', `${HEAD}\n${shop(5)}`);
    await take('enterprises', `${HEAD},住所\n${shop(5).trim()},团结路 5 号\n`);
    const { changes } = (await admin.get(`/api/registry/history/enterprises/${usccOf(5)}`)).body;
    expect(changes).toMatchObject([
      {
        actor: 'liuzhiqiang',
        before: { enterprise: { address: '' } },
        after: { enterprise: { address: '团结路 5 号' } },
      },
      { actor: 'liuzhiqiang', before: null, after: { enterprise: { address: '' } } },
    ]);
    expect(changes[0].importId).not.toBeNull();
    expect((await admin.get('/api/registry/history/enterprises/X00000000999')).status).toBe(404);
    expect((await clerk.get(`/api/registry/history/enterprises/${usccOf(5)}`)).status).toBe(403);
  });

  test.each(['agencies', 'officers', 'matters', 'enterprises'])(
    'an export of %s reads back as unchanged, in each format',
    async (name) => {
      for (const format of ['csv', 'xlsx', 'jsonl']) {
        const { body } = await admin.get(`/api/registry/exports/${name}?format=${format}`);
        const file = toBase64Url(body as Uint8Array);
        const report = (
          await admin.post('/api/registry/imports', { kind: name, name: `x.${format}`, file, commit: null })
        ).body;
        expect(report, JSON.stringify(report.problems?.[0])).toMatchObject({
          ok: true,
          new: 0,
          changed: 0,
          ended: 0,
          failed: 0,
        });
        expect(report.unchanged).toBeGreaterThan(30);
      }
    },
  );

  test('a template has the official headings and a row of example that is not imported', async () => {
    const { body } = await admin.get('/api/registry/templates/officers?format=csv');
    const text = new TextDecoder().decode(body as Uint8Array);
    expect(text).toContain('执法证号,姓名,所属检查主体');
    expect((await upload('officers', text)).body.problems).toMatchObject([{ code: 'empty-file' }]);
  });

  test('agencies are listed and found by words, initials and state', async () => {
    const rows = async (query: string) =>
      (await clerk.get(`/api/lists/agencies?${query}`)).body.rows.map(({ id }: { id: string }) => id);
    expect(await rows('q=scjdgl')).toContain('620623-SCJG');
    expect(await rows(`q=${encodeURIComponent('动物卫生')}`)).toEqual(['620623-NYNC01']);
    expect(await rows('kind=entrusted')).toEqual(['620623-NYNC01']);
    expect(await rows('state=unqualified')).toEqual(['620623-LSJ', '620623-SJJ']);
  });

  test('[QUAL-2] the code of an entrusted organisation names the agency that entrusts it', async () => {
    const filed =
      '检查主体编码,检查主体名称,主体类别,行政区划代码,执法领域,司法行政部门备案日期\n620623-NYNC01,天祝藏族自治县动物卫生监督所,受委托组织,620623,农业农村,2025-10-18\n';
    expect(await take('agencies', filed)).toMatchObject({ imported: true, changed: 1 });
    const entrusted = await server.deps.store.read((tx) => tx.registry.agency('620623-NYNC01'));
    expect(entrusted?.entrustment).toMatchObject({ filedWithJudicial: '2025-10-18', published: '2025-10-12' });
    const matter =
      '事项编码,检查事项,检查依据,执法领域,生效日期\nM888,动物防疫监督检查,《中华人民共和国动物防疫法》第七十四条,农业农村,2026-01-01\n';
    expect(await take('matters', matter)).toMatchObject({ imported: true });
    const posts = [standingPost('county-administrator', { agency: null, region: '62' })];
    const publisher: Actor = {
      account: 'p',
      name: '省级',
      posts,
      agency: null,
      officer: null,
      region: '62',
      demo: true,
    };
    const wish = { document: '示例', publisher: '示例', day: '2026-11-24' };
    expect(await publish(server.deps, publisher, wish)).toMatchObject({ ok: true, value: { version: 2 } });
    const officers = await server.deps.store.read((tx) => tx.officers.ofAgency('620623-NYNC01'));
    const now = server.clock.at;
    const task = await server.deps.store
      .write(async (tx) => {
        const [clerk, head] = [await tx.accounts.byName('lichunmei'), await tx.accounts.byName('mayongcheng')];
        const agency = { id: '620623-NYNC01', name: '天祝藏族自治县动物卫生监督所' } as never;
        for (const known of [clerk, head]) {
          if (!known) throw new Error('nobody');
          const posts = known.actor.posts.map((post) => ({ ...post, agency }));
          await tx.accounts.save([{ ...known, actor: { ...known.actor, agency, posts } }]);
        }
        return noted(undefined);
      })
      .then(async () => {
        const [clerk, head] = [await server.as('lichunmei'), await server.as('mayongcheng')];
        const application = {
          enterprise: usccOf(1),
          type: 'routine',
          source: 'annual-plan',
          matters: ['M888'],
          officers: officers.slice(0, 2).map(({ id }) => id),
          assistants: 0,
          window: { from: now + 8 * DAY, to: now + 8 * DAY + 2 * HOUR },
          offSite: 'none',
          whyOnSite: '需现场查看防疫条件和免疫记录。',
          reasons: {},
        };
        const applied = (await clerk.post('/api/tasks', { application })).body;
        expect(applied.task, JSON.stringify(applied)).toBeDefined();
        return (await head.post(`/api/tasks/${applied.task.id}/approve`, { rev: applied.task.rev })).body.task;
      });
    expect(task.agency).toMatchObject({ id: '620623-NYNC01', principal: { id: '620623-NYNC' } });
    const verified = (await server.anonymous.post('/api/codes/verify', { text: task.code })).body;
    expect(JSON.stringify(verified)).toContain('"agency":"620623-NYNC"');
  });
});
