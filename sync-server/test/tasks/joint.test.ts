/** Joint inspections of two agencies, on both stores. */
import { HOUR } from '@liangma/shared/kernel/instant';
import { agencyIdSchema } from '@liangma/shared/registry/agency';
import { officerIdSchema } from '@liangma/shared/registry/officer';
import type { Task } from '@liangma/shared/tasks/task';
import { contentOf } from '@liangma/shared/tasks/versions';
import { aDevice, pushBody } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sendMessages } from '../../src/notices/send-messages.ts';
import { noted } from '../../src/ports/store.ts';
import { codeAt } from '../../src/tasks/code-at.ts';
import { applicationFor } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { IS_NIGHT, RULE_STORES } from '../rule-stores.ts';
import { sharedPostgres } from '../shared-stores.ts';

const PARTNER = v.parse(agencyIdSchema, '620623-YJGL');
const SENT = v.parse(officerIdSchema, 'O62062300088');
const AGREE = { stand: 'agree', text: '' };
const FAR = NINE_O_CLOCK + 1000 * HOUR;
const DECLINE = { stand: 'decline', text: '当日已有其他安排。' };

let postgres: SharedPostgres | undefined;
beforeAll(async () => {
  if (IS_NIGHT) postgres = await sharedPostgres();
});
afterAll(() => postgres?.stop());

describe.each(RULE_STORES)('joint inspections on %s', (kind) => {
  let server: TestServer;
  let [clerk, head, partnerClerk, partnerHead, inspector]: Client[] = [];
  let hours = 0;

  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres?.county('joint') } : {});
    [clerk, head, partnerClerk, partnerHead, inspector] = await Promise.all(
      ['lichunmei', 'mayongcheng', 'gaohaiyan', 'maguoliang', 'qiyulan'].map((name) => server.as(name)),
    );
  });
  afterAll(() => server.stop());
  /** Issued tasks would use up the yearly limit of the enterprise (FREQ-1). */
  afterEach(async () => {
    const issued = await server.deps.store.read((tx) =>
      tx.tasks.find({ states: ['issued'], startsBefore: FAR, limit: 50 }),
    );
    for (const { id, applied } of issued)
      if (applied.at === NINE_O_CLOCK)
        await head?.post(`/api/tasks/${id}/withdraw`, { reason: '测试结束，不再需要检查。' });
  });

  /** Each application has hours of its own, so that DUP-2 does not speak of another test. */
  const application = async (changes: object = {}) => {
    const common = await applicationFor(clerk as Client);
    hours += 3;
    const from = NINE_O_CLOCK + hours * HOUR;
    return {
      ...common,
      matters: ['M901', 'M002'],
      officers: [...common.officers, SENT],
      partners: [PARTNER],
      window: { from, to: from + 2 * HOUR },
      ...changes,
    };
  };
  const apply = async (changes: object = {}): Promise<Task> => {
    const { status, body } = await (clerk as Client).post('/api/tasks', { application: await application(changes) });
    expect([status, body]).toMatchObject([201, {}]);
    return body.task;
  };
  const answer = (who: Client | undefined, { id, rev }: Task, given: object) =>
    (who as Client).post(`/api/tasks/${id}/join`, { rev, answer: given });
  const approve = ({ id, rev }: Task) => (head as Client).post(`/api/tasks/${id}/approve`, { rev });
  const counted = async (who: Client | undefined): Promise<number> =>
    (await (who as Client).get('/api/tasks/counts')).body.counts['to-decide'];
  const listed = async (who: Client | undefined, query = ''): Promise<string[]> =>
    (await (who as Client).get(`/api/lists/tasks?limit=100${query}`)).body.rows.map(({ id }: { id: string }) => id);

  test('[QUAL-4] the task keeps its partner with its matters and officers, and waits for its answer', async () => {
    const before = await counted(partnerHead);
    const task = await apply();
    expect(task).toMatchObject({
      agency: { id: '620623-SCJG' },
      partners: [{ agency: { id: PARTNER }, matters: ['M002'], answers: [] }],
      officers: [{}, {}, { id: SENT, agency: PARTNER }],
    });
    expect(await counted(partnerHead)).toBe(before + 1);
    expect(await approve(task)).toMatchObject({
      status: 409,
      body: { code: 'partner-missing', partners: ['天祝藏族自治县应急管理局'] },
    });
  });

  test('both desks list and open it; another agency does not', async () => {
    const task = await apply();
    for (const who of [clerk, head, partnerClerk, partnerHead]) {
      expect(await listed(who, '&state=applied')).toContain(task.id);
      expect(await listed(who, '&q=天祝雪域')).toContain(task.id);
      expect((await (who as Client).get(`/api/tasks/${task.id}`)).status).toBe(200);
    }
    expect(await listed(clerk, `&agency=${PARTNER}`)).toContain(task.id);
    const stranger = await server.as('gaohaiyan');
    const alone = await apply({
      partners: undefined,
      matters: ['M901'],
      officers: task.officers.slice(0, 2).map(({ id }) => id),
    });
    expect((await stranger.get(`/api/tasks/${alone.id}`)).status).toBe(403);
    expect(await listed(stranger)).not.toContain(alone.id);
  });

  test('[QUAL-4] [FREQ-3] after the agreement it is approved once, and the code names the partner of each officer', async () => {
    const task = await apply();
    const agreed = await answer(partnerHead, task, AGREE);
    expect(agreed).toMatchObject({
      status: 200,
      body: { task: { partners: [{ answers: [{ stand: 'agree', by: 'maguoliang', version: 0 }] }] } },
    });
    const { body } = await approve(agreed.body.task);
    expect(body.task).toMatchObject({ state: 'issued' });
    const { claims } = await codeAt(server.deps, body.task.code, body.task.window.from);
    expect(claims?.officers.map(({ partner }) => partner)).toEqual([undefined, undefined, '天祝藏族自治县应急管理局']);
    const pulled = (await (inspector as Client).get('/api/sync/tasks/pull')).body.documents;
    expect(pulled.map(({ id }: { id: string }) => id)).toContain(task.id);
    const { visits } = (await (partnerClerk as Client).get(`/api/applications/facts?enterprise=${task.enterprise.id}`))
      .body;
    const ours = visits.filter((visit: { task: string | null }) => visit.task === task.id);
    expect(ours.map(({ agency, matters }: { agency: string; matters: string[] }) => [agency, matters])).toEqual([
      ['620623-SCJG', ['M901']],
      [PARTNER, ['M002']],
    ]);
    expect(new Set(ours.map(({ joint }: { joint: string }) => joint)).size).toBe(1);
  });

  test('[QUAL-4] a declined application is not approved; a later agreement counts', async () => {
    const task = await apply();
    expect(await answer(partnerHead, task, { stand: 'decline', text: '' })).toMatchObject({ status: 400 });
    const declined = (await answer(partnerHead, task, DECLINE)).body.task;
    expect((await approve(declined)).body.code).toBe('partner-missing');
    const agreed = (await answer(partnerHead, declined, AGREE)).body.task;
    expect((await approve(agreed)).status).toBe(200);
  });

  test('[QUAL-4] the partner hears that it is asked; clerk and head of the lead agency hear of a decline, unless it is taken back first', async () => {
    const told = async ({ id }: Task) =>
      (await server.deps.store.read((tx) => tx.messages.ofTask('6206', id)))
        .filter(({ template }) => template.startsWith('join-'))
        .map(({ template, recipient, values, delivery }) => {
          const to = recipient.kind === 'desk' ? `${recipient.agency} ${recipient.role}` : recipient.kind;
          return `${template} by ${values.agency} to ${to}: ${delivery.state}`;
        })
        .sort();
    const [lead, partner] = ['天祝藏族自治县市场监督管理局', '天祝藏族自治县应急管理局'];
    const task = await apply();
    const asked = (state: string) => `join-asked by ${lead} to ${PARTNER} approver: ${state}`;
    const declines = (state: string) => [
      `join-declined by ${partner} to 620623-SCJG approver: ${state}`,
      `join-declined by ${partner} to 620623-SCJG clerk: ${state}`,
    ];
    expect(await told(task)).toEqual([asked('queued')]);
    const declined = (await answer(partnerHead, task, DECLINE)).body.task;
    expect(await told(task)).toEqual([asked('not-due'), ...declines('queued')]);
    await answer(partnerHead, declined, AGREE);
    expect(await told(task)).toEqual([asked('not-due'), ...declines('not-due')]);
    const other = await apply();
    await sendMessages(server.deps);
    await answer(partnerHead, other, DECLINE);
    await sendMessages(server.deps);
    expect(await told(other)).toEqual([asked('sent'), ...declines('sent')]);
  });

  test('[QUAL-4] an edit makes the agreement outdated, and the partner is asked again', async () => {
    const agreed = (await answer(partnerHead, await apply(), AGREE)).body.task as Task;
    const before = await counted(partnerHead);
    const content = { ...contentOf(agreed), assistants: 1 };
    const edited = (await (clerk as Client).post(`/api/tasks/${agreed.id}/edit`, { rev: agreed.rev, content })).body
      .task;
    expect((await approve(edited)).body.code).toBe('partner-missing');
    expect(await counted(partnerHead)).toBe(before + 1);
    expect((await answer(partnerHead, agreed, AGREE)).body.code).toBe('conflict');
    const again = (await answer(partnerHead, edited, AGREE)).body.task;
    expect((await approve(again)).status).toBe(200);
    expect(await counted(partnerHead)).toBe(before);
  });

  test('[QUAL-4] an edit that leaves the partner out takes the task from its desk', async () => {
    const task = await apply();
    const { partners: _, ...content } = { ...contentOf(task), matters: ['M901'] };
    const officers = content.officers.filter((id) => id !== SENT);
    const path = `/api/tasks/${task.id}/edit`;
    const edited = await (clerk as Client).post(path, { rev: task.rev, content: { ...content, officers } });
    expect(edited.body.task.partners).toBeUndefined();
    expect(await listed(partnerHead)).not.toContain(task.id);
    expect((await answer(partnerHead, edited.body.task, AGREE)).status).toBe(403);
    expect((await approve(edited.body.task)).status).toBe(200);
  });

  test.each([
    [
      'an officer of an agency that takes no part',
      { partners: undefined, matters: ['M901'] },
      'officer-of-other-agency',
    ],
    ['a partner without an officer', { officers: ['O62062300017', 'O62062300042'] }, 'agency-without-officer'],
    ['a partner that is the agency itself', { partners: ['620623-SCJG'] }, 'partner-unknown'],
    ['a partner of another county', { partners: [PARTNER, '620602-SCJG'] }, 'partner-unknown'],
  ])('[QUAL-4] %s is refused', async (_, changes, code) => {
    const { status, body } = await (clerk as Client).post('/api/tasks', { application: await application(changes) });
    expect(status).toBe(422);
    expect(body.findings.map((finding: { code: string }) => finding.code)).toContain(code);
  });

  test('[APR-2] what is due of a joint inspection is listed for the lead agency alone', async () => {
    const from = NINE_O_CLOCK - 2 * HOUR;
    const late = {
      late: { ground: 'no-network' },
      window: { from, to: from + HOUR },
      reasons: { 'LATE-2': '网络中断，检查结束后补录。' },
    };
    const agreed = (await answer(partnerHead, await apply(late), AGREE)).body.task;
    expect((await approve(agreed)).status).toBe(200);
    expect(await listed(partnerHead)).toContain(agreed.id);
    const due = '&confirmation=due';
    expect([await listed(head, due), await listed(partnerHead, due)]).toEqual([[agreed.id], []]);
  });

  test('[FREQ-3] joint inspections are listed by themselves, once for supervisors, and counted at both desks', async () => {
    const before = (await (partnerHead as Client).get('/api/tasks/counts')).body.counts;
    const agreed = (await answer(partnerHead, await apply(), AGREE)).body.task;
    await approve(agreed);
    const after = (await (partnerHead as Client).get('/api/tasks/counts')).body.counts;
    expect([after.issued - (before.issued ?? 0), after['to-decide'] - before['to-decide']]).toEqual([1, 0]);
    const supervisor = await server.as('zhangwei');
    const { rows, total } = (await supervisor.get('/api/lists/inspections?joint=joint&limit=100')).body;
    expect(rows.filter(({ id }: { id: string }) => id === agreed.id)).toHaveLength(1);
    expect(rows.every(({ partners }: { partners: unknown[] }) => partners.length > 0)).toBe(true);
    expect(total).toBe(rows.length);
    expect(await listed(partnerHead, '&joint=joint')).toContain(agreed.id);
  });

  test('only the head of the partner answers', async () => {
    const task = await apply();
    for (const who of [clerk, head, partnerClerk, inspector]) expect((await answer(who, task, AGREE)).status).toBe(403);
  });

  test('[APR-4] a head of the partner who is one of the officers does not answer', async () => {
    const task = await apply();
    await officerOf('maguoliang', SENT);
    expect((await answer(await server.as('maguoliang'), task, AGREE)).body.code).toBe('same-person');
    await officerOf('maguoliang', null);
  });

  test('[DUP-2] a partner with a task of its own at that time does not agree before that ends', async () => {
    const task = await apply();
    const [first, second] = (await (partnerClerk as Client).get('/api/registry/officers')).body.officers;
    const own = {
      ...contentOf(task),
      enterprise: task.enterprise.id,
      matters: ['M002'],
      officers: [first.id, second.id],
      partners: undefined,
      reasons: { 'DUP-1': '联合检查的申请尚未答复，先行登记本机关计划。' },
    };
    const applied = await (partnerClerk as Client).post('/api/tasks', { application: own });
    expect([applied.status, applied.body]).toMatchObject([201, {}]);
    expect(await answer(partnerHead, task, AGREE)).toMatchObject({
      status: 422,
      body: { findings: [{ code: 'same-agency-overlap' }] },
    });
    const { id, rev } = applied.body.task;
    await (partnerHead as Client).post(`/api/tasks/${id}/return`, { rev, reason: '并入联合检查。' });
    const agreed = await answer(partnerHead, task, AGREE);
    expect(agreed.status).toBe(200);
    const again = await (partnerClerk as Client).post('/api/tasks', { application: own });
    expect(again.body.findings[0]).toMatchObject({ code: 'same-agency-overlap' });
  });

  test('the agencies that may be asked are those over the enterprise, with officers and matters of the chosen ones', async () => {
    const { enterprise } = await application();
    const read = async (named: string) =>
      (await (clerk as Client).get(`/api/applications/partners?enterprise=${enterprise}&named=${named}`)).body;
    const all = await read('');
    const ids = all.agencies.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([PARTNER, '620623-NYNC']));
    expect(ids).not.toContain('620623-SCJG');
    expect([all.officers, all.matters]).toEqual([[], []]);
    const { officers, matters } = await read(PARTNER);
    expect(officers).toContainEqual(expect.objectContaining({ id: SENT, department: '', phone: '' }));
    expect(new Set(matters.map(({ agencyCode }: { agencyCode: string }) => agencyCode))).toEqual(new Set(['YJGL']));
  });

  // The last of them: an inspection that has begun is not withdrawn, and uses up the limit.
  test('an officer of the partner begins the inspection, and a clerk of the partner sees it', async () => {
    const agreed = (await answer(partnerHead, await apply(), AGREE)).body.task;
    await approve(agreed);
    await started(agreed.id);
    const { body } = await (partnerClerk as Client).get(`/api/tasks/${agreed.id}`);
    expect(body.task.state).toBe('inspecting');
  });

  /** The partner's officer begins the inspection on an own device, inside its period. */
  async function started(task: string): Promise<void> {
    const device = aDevice();
    await (inspector as Client).post('/api/devices', { publicKey: device.publicKey });
    const row = await device.event('inspection-started', task, {}, NINE_O_CLOCK);
    const pushed = await (inspector as Client).raw('/api/sync/events/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-liangma-device-key': device.publicKey },
      body: JSON.stringify(pushBody(row)),
    });
    expect(pushed.body).toMatchObject([{ sync: { state: 'accepted' } }]);
  }

  async function officerOf(account: string, officer: typeof SENT | null): Promise<void> {
    await server.deps.store.write(async (tx) => {
      const known = await tx.accounts.byName(account);
      if (known) await tx.accounts.save([{ ...known, actor: { ...known.actor, officer } }]);
      return noted(undefined);
    });
  }
});
