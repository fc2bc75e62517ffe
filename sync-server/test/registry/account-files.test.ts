/** Accounts in files at the desk of an administrator: what may be imported, first passwords, exports, history, on both stores. */
import { toBase64Url, utf8 } from '@liangma/shared/kernel/bytes';
import { MINUTE } from '@liangma/shared/kernel/instant';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NO_SHARD } from '../../src/ports/shards.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

const SCJG = '620623-SCJG';
const OTHER = '620623-YJGL';
const HEAD = '账号,姓名,所属检查主体,执法证号,岗位,行政区划代码';
const OWN_PASSWORD = '祁连山下的雪三月才化';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let server: TestServer;
  let county: Client;
  let agency: Client;
  let clerk: Client;
  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres.county('account-files') } : {});
    [county, agency, clerk] = [
      await server.as('liuzhiqiang'),
      await server.as('wangxiulan'),
      await server.as('lichunmei'),
    ];
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.clock.at += MINUTE;
  });

  const upload = async (who: Client, rows: readonly string[], commit: string | null = null) => {
    const file = toBase64Url(utf8(`${[HEAD, ...rows].join('\n')}\n`));
    return (await who.post('/api/registry/imports', { kind: 'accounts', name: 'accounts.csv', file, commit })).body;
  };
  const take = async (who: Client, rows: readonly string[]) =>
    upload(who, rows, (await upload(who, rows)).hash as string);
  const problemsOf = (report: { problems: { line: number; field: string; code: string }[] }) =>
    report.problems.map(({ line, field, code }) => `${line} ${field} ${code}`);
  const sheetOf = async (who: Client, id: string) => (await who.post(`/api/registry/imports/${id}/passwords`, {})).body;

  test('[POST-4] an import hands out first passwords once, as a sheet, and stores none of them', async () => {
    const rows = [`new.one,新一,${SCJG},,经办人,`, `new.two,新二,${SCJG},,法制审核人员；值班人员,`];
    expect(await upload(agency, rows)).toMatchObject({ dryRun: true, ok: true, new: 2, imported: false });
    const report = await take(agency, rows);
    expect(report).toMatchObject({ imported: true, new: 2, problems: [] });
    expect((await server.anonymous.post('/api/session', { name: 'new.one', password: '' })).status).not.toBe(200);

    const sheet = await sheetOf(agency, report.id);
    expect(sheet).toMatchObject({
      left: 0,
      passwords: [{ account: 'new.one', name: '新一', unit: '天祝藏族自治县市场监督管理局' }, { account: 'new.two' }],
    });
    const [first, second] = sheet.passwords.map(({ password }: { password: string }) => password);
    const person = await server.as('new.one', first);
    expect((await person.get('/api/me')).body.code).toBe('password-change-due');
    expect((await person.post('/api/me/password', { current: first, next: OWN_PASSWORD })).status).toBe(200);
    expect((await person.get('/api/lists/tasks')).status).toBe(200);

    // The sheet was lost: whoever has no own password yet gets another one, and the one before opens nothing.
    const again = await sheetOf(agency, report.id);
    expect(again).toMatchObject({ left: 1, passwords: [{ account: 'new.two' }] });
    expect((await server.anonymous.post('/api/session', { name: 'new.two', password: second })).status).toBe(401);
    expect((await server.as('new.two', again.passwords[0].password)).get).toBeDefined();
    expect((await server.anonymous.post('/api/session', { name: 'new.one', password: OWN_PASSWORD })).status).toBe(200);

    const stored = await server.deps.store.read(async (tx) => [
      await tx.registryHistory.imports({ region: '62', agency: null }, 20),
      await tx.registryHistory.changesOf(NO_SHARD, 'accounts', 'new.two'),
      await tx.audit.ofSubject(NO_SHARD, 'new.two'),
      await tx.accounts.byName('new.two'),
    ]);
    for (const password of [first, second, again.passwords[0].password])
      expect(JSON.stringify(stored)).not.toContain(password);
    expect(JSON.stringify(stored[2])).toContain('password.first');
  });

  test('[POST-2] an agency administrator imports people of the agency with the posts that he gives', async () => {
    const rows = [
      `x.one,甲,${OTHER},,经办人,`,
      `x.two,乙,${SCJG},,机关管理员,`,
      'x.three,丙,,,监督人员,620623',
      `lichunmei,李春梅,${SCJG},,经办人；审批人,`,
      `liuzhiqiang,刘志强,${SCJG},,经办人,`,
      `wangxiulan,王秀兰,${SCJG},,机关管理员；审批人,`,
      'x.four,丁,,,经办人,',
    ];
    const report = await upload(agency, rows);
    expect(problemsOf(report)).toEqual([
      '2 agency outside-region',
      '3 posts post-refused',
      '4 posts post-refused',
      '4 region outside-region',
      '6 account outside-region',
      '7 account own-account',
      '8 region required',
    ]);
    expect(report.problems[1].reason).toEqual({
      zh: '您不能任免这个岗位：机关管理员',
      en: 'You cannot give or end this post: 机关管理员',
    });
    expect(report).toMatchObject({ imported: false, failed: 6, changed: 1 });
    expect(await take(agency, rows)).toMatchObject({ imported: false, id: null });
    expect((await agency.get('/api/people/x.one')).status).toBe(404);
  });

  test('[POST-2] one certificate is that of one open account, in a file, in the register and at the desk', async () => {
    const officers = await server.deps.store.read((tx) => tx.officers.ofAgency(SCJG as never));
    const [held, free] = ['王建国', undefined].map((name) =>
      officers.find((one) =>
        name ? one.name === name : !one.suspended && one.leftOn === null && !['王建国', '卓玛'].includes(one.name),
      ),
    );
    const [own = '', other = ''] = [held?.certificate.number, free?.certificate.number];
    const row = (account: string, certificate: string, name = free?.name) =>
      `${account},${name},${SCJG},${certificate},执法人员,`;
    expect((await upload(agency, [row('cert.one', other, '别人')])).problems).toMatchObject([
      { field: 'certificate', code: 'other-person', detail: free?.name },
    ]);
    const twice = await upload(agency, [row('cert.one', own), row('cert.two', other), row('cert.three', other)]);
    expect(problemsOf(twice)).toEqual(['2 certificate certificate-taken', '4 certificate duplicate']);
    expect(twice.problems[0]).toMatchObject({
      value: own,
      detail: 'wangjianguo',
      reason: { zh: '执法证号已属于“wangjianguo”' },
    });

    const terms = { name: '新人', agency: SCJG, posts: [{ role: 'inspector', agency: SCJG }] };
    const made = (account: string) => agency.post('/api/people', { ...terms, account, certificate: other });
    expect((await made('cert.four')).status).toBe(200);
    expect((await made('cert.five')).body).toMatchObject({ code: 'post-refused', detail: ['certificate-taken'] });
    // A closed account lets go of it, and is not opened again beside the new one.
    await agency.post('/api/people/cert.four/close', {});
    expect((await made('cert.five')).status).toBe(200);
    expect((await agency.post('/api/people/cert.four/password', {})).body).toMatchObject({
      code: 'post-refused',
      detail: ['certificate-taken'],
    });
    await agency.post('/api/people/cert.five/close', {});
    expect((await agency.post('/api/people/cert.four/password', {})).status).toBe(200);
    await agency.post('/api/people/cert.four/close', {});

    // It passes on within one file, whichever row comes first, and only if its row gives it up.
    const [gives, takes] = [`cert.six,${free?.name},${SCJG},,经办人,`, row('cert.seven', other)];
    expect(await take(agency, [row('cert.six', other)])).toMatchObject({ imported: true, new: 1 });
    expect(problemsOf(await upload(agency, [takes]))).toEqual(['2 certificate certificate-taken']);
    expect(await take(agency, [takes, gives])).toMatchObject({ imported: true, new: 1 });
    const accounts = await server.deps.store.read((tx) => tx.accounts.ofOfficer(free?.id as never));
    expect(accounts.filter(({ closedAt }) => (closedAt ?? null) === null).map(({ name }) => name)).toEqual([
      'cert.seven',
    ]);
    const unread = [`cert.six,${free?.name},${SCJG},1,经办人,`, row('cert.seven', other)];
    expect(problemsOf(await upload(agency, unread))).toEqual(['2 certificate pattern']);
    const swapped = await upload(agency, [row('cert.six', other), `cert.seven,${free?.name},${SCJG},,经办人,`]);
    expect(swapped).toMatchObject({ ok: true, problems: [] });
    await agency.post('/api/people/cert.seven/close', {});
  });

  test('[POST-2] a county administrator imports people of the region alone', async () => {
    const rows = [`c.one,甲,${OTHER},,机关管理员,`, 'c.two,乙,,,监督人员,6206', 'c.three,丙,,,监督人员,620623'];
    expect(problemsOf(await upload(county, rows))).toEqual(['3 region outside-region']);
    expect(await take(county, [rows[0] ?? '', rows[2] ?? ''])).toMatchObject({ imported: true, new: 2 });
    const own = await upload(county, ['liuzhiqiang,刘志强,,,区域管理员；监督人员,620623']);
    expect(problemsOf(own)).toEqual(['2 account own-account']);
  });

  test('a clerk is refused everywhere; an agency administrator gets no other register', async () => {
    const body = { kind: 'accounts', name: 'a.csv', file: toBase64Url(utf8(HEAD)), commit: null };
    for (const path of ['exports/accounts', 'templates/accounts', 'history/accounts/lichunmei', 'imports'])
      expect((await clerk.get(`/api/registry/${path}`)).status, path).toBe(403);
    expect((await clerk.post('/api/registry/imports', body)).status).toBe(403);
    expect((await clerk.post('/api/registry/imports/any/passwords', {})).status).toBe(403);
    for (const path of ['exports/officers', 'templates/matters', `history/agencies/${SCJG}`])
      expect((await agency.get(`/api/registry/${path}`)).status, path).toBe(403);
    expect((await agency.post('/api/registry/imports', { ...body, kind: 'officers' })).status).toBe(403);
    expect((await agency.post('/api/registry/imports/any/passwords', {})).status).toBe(404);
  });

  test.each(['csv', 'xlsx', 'jsonl'])(
    'an export in %s has no password, keeps to the own scope, and reads back as unchanged',
    async (format) => {
      for (const who of [county, agency]) {
        const { body } = await who.get(`/api/registry/exports/accounts?format=${format}`);
        const text = new TextDecoder().decode(body as Uint8Array);
        expect(text).not.toMatch(/scrypt|password|密码/i);
        if (format === 'csv') expect(text.includes(OTHER)).toBe(who === county);
        const asked = { kind: 'accounts', name: `x.${format}`, file: toBase64Url(body as Uint8Array), commit: null };
        const report = (await who.post('/api/registry/imports', asked)).body;
        expect(report, JSON.stringify(report.problems?.[0])).toMatchObject({ ok: true, new: 0, changed: 0, ended: 0 });
        expect(report.unchanged).toBeGreaterThan(who === county ? 10 : 4);
      }
    },
  );

  test('a template has the official headings and a row of example that is not imported', async () => {
    const { body } = await agency.get('/api/registry/templates/accounts?format=csv');
    expect(new TextDecoder().decode(body as Uint8Array)).toContain('账号,姓名,联系电话,执法证号,所属检查主体');
    const asked = { kind: 'accounts', name: 'x.csv', file: toBase64Url(body as Uint8Array), commit: null };
    expect(problemsOf((await agency.post('/api/registry/imports', asked)).body)).toEqual(['0  empty-file']);
  });

  test('[POST-3] a post that a row no longer names ends with its sessions; posts at another agency stay', async () => {
    await take(county, [`both,两处,${SCJG},,经办人；法制审核人员,`]);
    await county.post('/api/people/both/posts', { role: 'clerk', agency: OTHER });
    server.clock.at += MINUTE;
    expect(await take(county, [`both,两处,${SCJG},,法制审核人员,`])).toMatchObject({ imported: true, changed: 1 });
    const { person } = (await county.get('/api/people/both')).body;
    const open = person.posts.filter(({ until }: { until: number | null }) => until === null);
    expect(open.map((post: { role: string; agency: { id: string } }) => `${post.role} ${post.agency.id}`)).toEqual([
      `legal-reviewer ${SCJG}`,
      `clerk ${OTHER}`,
    ]);
    // The administrator of one of the agencies has no say: with a new password he could use every post.
    expect((await agency.post('/api/people/both/password', {})).status).toBe(403);
    expect(problemsOf(await upload(agency, [`both,两处改名,${SCJG},,法制审核人员,`]))).toEqual([
      '2 account outside-region',
    ]);
  });

  test('a closed account is not opened by a file', async () => {
    await take(agency, [`gone,离岗,${SCJG},,经办人,`]);
    await agency.post('/api/people/gone/close', {});
    expect(problemsOf(await upload(agency, [`gone,离岗,${SCJG},,经办人,`]))).toEqual(['2 account account-closed']);
  });

  test('changes by file and by hand stay with who, when, before and after; another agency finds nothing', async () => {
    const report = await take(agency, [`kept,王一,${SCJG},,经办人,`]);
    server.clock.at += MINUTE;
    await agency.post('/api/people/kept/posts', { role: 'duty-officer', agency: SCJG });
    server.clock.at += MINUTE;
    await take(agency, [`kept,王一一,${SCJG},,经办人；值班人员,`]);
    server.clock.at += MINUTE;
    await agency.post('/api/people/kept/password', {});
    await agency.post('/api/people/kept/close', {});
    const { entry, changes } = (await agency.get('/api/registry/history/accounts/kept')).body;
    expect(entry).toMatchObject({ name: '王一一', posts: [], closed: true });
    expect(changes).toMatchObject([
      {
        importId: null,
        before: { posts: ['clerk', 'duty-officer'], closed: false },
        after: { posts: [], closed: true },
      },
      { actor: 'wangxiulan', before: { name: '王一' }, after: { name: '王一一' } },
      { importId: null, before: { posts: ['clerk'] }, after: { posts: ['clerk', 'duty-officer'] } },
      { importId: report.id, before: null, after: { posts: ['clerk'], name: '王一' } },
    ]);
    expect(JSON.stringify(changes)).not.toMatch(/scrypt|password/);
    expect((await agency.get('/api/registry/history/accounts/liuzhiqiang')).status).toBe(404);
    expect((await county.get('/api/registry/history/accounts/kept')).status).toBe(200);
    expect((await county.get('/api/registry/history/accounts/zhangwei')).status).toBe(404);
  });

  test('an agency administrator sees the imports of the agency alone, a county administrator those of the region', async () => {
    const imports = async (who: Client) => (await who.get('/api/registry/imports')).body.imports;
    await take(county, [`seen.not,看不到,${OTHER},,经办人,`]);
    const own = await imports(agency);
    expect(own.every(({ scope }: { scope: object }) => JSON.stringify(scope).includes(SCJG))).toBe(true);
    const all = await imports(county);
    expect(all[0]).toMatchObject({ actor: 'liuzhiqiang', actorName: '刘志强' });
    const { changes } = (await county.get('/api/registry/history/accounts/seen.not')).body;
    expect(changes).toMatchObject([{ actor: 'liuzhiqiang', actorName: '刘志强' }]);
    expect((await county.get('/api/operation')).body.imports[0]).toMatchObject({
      kind: 'accounts',
      actorName: '刘志强',
    });
    expect(all.length).toBeGreaterThan(own.length);
    const elsewhere = await server.deps.store.read((tx) =>
      tx.registryHistory.imports({ region: '620602', agency: null }, 20),
    );
    expect(elsewhere).toEqual([]);
  });
});
