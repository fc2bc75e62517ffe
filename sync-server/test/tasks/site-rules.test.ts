/** Phones that want something else than the law, at a door and afterwards: over the API, on both stores. */

import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { shownCode } from '../../src/demo-devices.ts';
import { findTask } from '../../src/ports/directory.ts';
import type { Hint } from '../../src/ports/runtime.ts';
import { lapseTasks } from '../../src/tasks/lapse-tasks.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { IS_NIGHT, RULE_STORES } from '../rule-stores.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres | undefined;
beforeAll(async () => {
  if (IS_NIGHT) postgres = await sharedPostgres();
});
afterAll(() => postgres?.stop());

type Row = Record<string, unknown>;
const OPENS = NINE_O_CLOCK + HOUR;
const AT = OPENS + 5 * MINUTE;
const SATISFIED = { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' };
const DISSATISFIED = { ...SATISFIED, overall: 'dissatisfied' };
const REFUSED = { ground: 'no-valid-code', note: '' };

describe.each(RULE_STORES)('on %s', (kind) => {
  let server: TestServer;
  let [clerk, head, inspector, supervisor] = [] as unknown as [Client, Client, Client, Client];
  let task: IssuedTask;
  let phone: TestDevice;

  beforeEach(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres?.county('site_rules') } : {});
    const people = ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name));
    [clerk, head, inspector, supervisor] = (await Promise.all(people)) as [Client, Client, Client, Client];
    task = await issueTask(clerk, head);
    server.clock.at = AT;
    phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    return () => server.stop();
  });

  const wordsOf = (body: { sync: { state: string; code?: string } }[]) =>
    body.map(({ sync }) => sync.code ?? sync.state);
  const push = async (...rows: Row[]) =>
    wordsOf((await inspector.post('/api/sync/events/push', pushBody(...rows))).body);
  const pushAs = async (browser: TestDevice, ...rows: Row[]) => {
    const key = { 'x-liangma-device-key': browser.publicKey };
    return wordsOf((await server.anonymous.post('/api/sync/events/push', pushBody(...rows), key)).body);
  };
  const scan = async (browser: TestDevice, code = task.code, at = AT) =>
    browser.event('scan', task.id, { code, verdict: 'genuine', channel: 'link', seenAt: at }, at);
  const refusal = async (browser: TestDevice, code: string, at = AT) =>
    browser.event('refusal', task.id, { code, ...REFUSED, seenAt: at }, at);
  const started = (at = AT) => phone.event('inspection-started', task.id, {}, at);
  const recorded = (at = AT + MINUTE, times = {}) =>
    phone.event('record-submitted', task.id, aRecord({ startedAt: AT, endedAt: at, ...times }), at);
  const live = (at = AT) => shownCode(server.deps, task, at);
  const taskNow = () => server.deps.store.read((tx) => findTask(tx, task.id));
  const alerts = async (): Promise<string[]> =>
    (await server.deps.store.read((tx) => tx.alerts.ofTask('6206', task.id))).map(({ code }) => code);
  const satisfaction = () =>
    server.deps.store.read((tx) => tx.evaluations.satisfaction('62', server.clock.at - 30 * DAY));
  const evaluate = async (browser: TestDevice, said = SATISFIED, at = server.clock.at) =>
    pushAs(browser, await browser.event('evaluation', task.id, said, at));

  test('[EVAL-6] [SHOW-4] a record dated 1970 closes no evaluation and raises an alert, and one from the end of time keeps none open', async () => {
    const shop = aDevice();
    await pushAs(shop, await scan(shop, await live()));
    const times = kind === 'sqlite' ? { startedAt: 0, endedAt: 0 } : { endedAt: 8.64e15 };
    expect(await push(await recorded(AT, times))).toEqual(['accepted']);
    expect(await alerts()).toContain('recorded-outside-window');
    expect(await evaluate(shop)).toEqual(['accepted']);
    server.clock.at = task.window.to + 15 * DAY - 1;
    expect(await evaluate(shop, DISSATISFIED)).toEqual(['accepted']);
    server.clock.at = task.window.to + 15 * DAY;
    expect(await evaluate(shop)).toEqual(['evaluation-closed']);
  });

  test('[EVAL-6] an offline evaluation given in time is accepted within the wait for gaps, and a wrong clock opens nothing later', async () => {
    const shop = aDevice();
    await pushAs(shop, await scan(shop, await live()));
    expect(await push(await recorded())).toEqual(['accepted']);
    const inTime = await shop.event('evaluation', task.id, SATISFIED, AT + 14 * DAY);
    server.clock.at = AT + 16 * DAY;
    expect(await pushAs(shop, inTime)).toEqual(['accepted']);
    server.clock.at = AT + 21 * DAY;
    expect(await evaluate(shop, DISSATISFIED, AT + 14 * DAY)).toEqual(['evaluation-closed']);
  });

  test('[EVAL-5] fifty keys that know only the task’s number do not count and raise an alert, the one at the door counts', async () => {
    const shop = aDevice();
    await pushAs(shop, await scan(shop, await live()));
    expect(await push(await recorded())).toEqual(['accepted']);
    for (let i = 0; i < 50; i++) expect(await evaluate(aDevice())).toEqual(['accepted']);
    expect(await satisfaction()).toEqual({ satisfied: 0, total: 0 });
    expect((await alerts()).filter((code) => code === 'evaluated-by-many')).toHaveLength(1);
    expect(await evaluate(shop, DISSATISFIED)).toEqual(['accepted']);
    expect(await satisfaction()).toEqual({ satisfied: 0, total: 1 });
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    const given = steps.flatMap(
      ({ evaluation }: { evaluation?: { counts: boolean; apart: boolean } }) => evaluation ?? [],
    );
    expect(given.filter(({ counts }: { counts: boolean }) => counts)).toHaveLength(1);
    expect(given.filter(({ apart }: { apart: boolean }) => apart)).toHaveLength(50);
  });

  test('[EVAL-5] the key at the officers’ screen precedes keys that scanned the printed code in the period', async () => {
    const [early, shop] = [aDevice(), aDevice()];
    await pushAs(early, await scan(early));
    await pushAs(shop, await scan(shop, await live()));
    await push(await recorded());
    await evaluate(early);
    expect(await satisfaction()).toEqual({ satisfied: 1, total: 1 });
    await evaluate(shop, DISSATISFIED);
    expect(await satisfaction()).toEqual({ satisfied: 0, total: 1 });
    await evaluate(early);
    expect(await satisfaction()).toEqual({ satisfied: 0, total: 1 });
  });

  test('[EVAL-5] a key that evaluates first and answers at the door afterwards counts from then on', async () => {
    const shop = aDevice();
    await push(await recorded());
    expect(await evaluate(shop)).toEqual(['accepted']);
    expect(await satisfaction()).toEqual({ satisfied: 0, total: 0 });
    expect(await pushAs(shop, await scan(shop, await live()))).toEqual(['accepted']);
    expect(await satisfaction()).toEqual({ satisfied: 1, total: 1 });
  });

  test('[EVAL-5] the device’s clock moves no evaluation into or out of the thirty days', async () => {
    const shop = aDevice();
    await pushAs(shop, await scan(shop, await live()));
    await push(await recorded());
    await evaluate(shop, SATISFIED, 8.64e15);
    expect(await satisfaction()).toEqual({ satisfied: 1, total: 1 });
    server.clock.at += 31 * DAY;
    expect(await satisfaction()).toEqual({ satisfied: 0, total: 0 });
  });

  test('[EVAL-1] an evaluation before the record is stored apart and delays no refusal of another inspection', async () => {
    const daughter = aDevice();
    const early = await daughter.event('evaluation', task.id, SATISFIED, AT);
    expect(await pushAs(daughter, early, await refusal(daughter, await live()))).toEqual(['accepted', 'accepted']);
    expect(await taskNow()).toMatchObject({ state: 'refused' });
    expect(await server.deps.store.read((tx) => tx.evaluations.devices('6206', task.id))).toEqual([daughter.id]);
    server.clock.at = OPENS - HOUR;
    expect(await evaluate(aDevice())).toEqual(['not-inspected']);
  });

  test('[EVAL-3] an evaluation sends the officers’ devices no data and no hint', async () => {
    const shop = aDevice();
    await pushAs(shop, await scan(shop, await live()));
    await push(await recorded());
    const pull = async (after: unknown = {}) =>
      (await inspector.get(`/api/sync/tasks/pull?checkpoint=${encodeURIComponent(JSON.stringify(after))}`)).body;
    const before = await pull();
    const hints: Hint[] = [];
    const stop = server.deps.hints.subscribe((hint) => void hints.push(hint));
    expect(await evaluate(shop, DISSATISFIED)).toEqual(['accepted']);
    stop();
    // Supervisors hear of it, and nobody else.
    for (const { audience } of hints) expect(audience).toEqual({ officers: [], region: task.enterprise.region });
    expect(await pull(before.checkpoint)).toMatchObject({ documents: [], checkpoint: before.checkpoint });
    expect(await pull()).toEqual(before);
  });

  test('[SHOW-5] a refusal by the printed code does not end the task, raises an alert and is shown with the task', async () => {
    const stranger = aDevice();
    server.clock.at = OPENS - 20 * HOUR;
    expect(await pushAs(stranger, await refusal(stranger, task.code, server.clock.at))).toEqual(['accepted']);
    expect(await pushAs(stranger, await refusal(stranger, task.code))).toEqual(['accepted']);
    server.clock.at = AT;
    expect(await pushAs(stranger, await refusal(stranger, task.code))).toEqual(['accepted']);
    expect(await taskNow()).toMatchObject({ state: 'issued', keptRefusals: [{ device: stranger.id }, {}, {}] });
    expect(await alerts()).toContain('refusal-unproven');
    expect(await alerts()).not.toContain('enterprise-refused');
    const { body } = await clerk.get(`/api/tasks/${task.id}`);
    expect(body.task).toMatchObject({ keptRefusals: [{ ground: 'no-valid-code' }, {}, {}] });
    expect(await push(await started(), await recorded())).toEqual(['accepted', 'accepted']);
    expect(await taskNow()).toMatchObject({ state: 'recorded' });
  });

  test('[SHOW-5] a refusal at the officers’ screen ends the task, and a later record is stored, raises an alert and needs an explanation', async () => {
    const shop = aDevice();
    expect(await pushAs(shop, await refusal(shop, await live()))).toEqual(['accepted']);
    expect(await taskNow()).toMatchObject({ state: 'refused', refused: { proof: 'live' } });
    expect(await push(await started(AT + 1), await recorded())).toEqual(['accepted', 'accepted']);
    expect(await taskNow()).toMatchObject({ state: 'performed-after-refusal', record: { outcome: 'no-problem' } });
    expect(await alerts()).toEqual(expect.arrayContaining(['enterprise-refused', 'performed-after-refusal']));
    const explained = await phone.event('explanation', task.id, { text: '没有看到拒绝。' }, AT + 2 * MINUTE);
    expect(await push(explained)).toEqual(['accepted']);
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    expect(steps.map(({ step }: { step: string }) => step)).toContain('explained');
  });

  test('[SHOW-5] a person who reads for ten minutes before refusing has seen the live code when it was live', async () => {
    const shop = aDevice();
    const seen = { code: await live(), ...REFUSED, seenAt: AT };
    server.clock.at = AT + 10 * MINUTE;
    await pushAs(shop, await shop.event('refusal', task.id, seen, AT + 10 * MINUTE));
    expect(await taskNow()).toMatchObject({ state: 'refused' });
  });

  test('[SHOW-5] an inspection begun offline before a refusal that arrives first is recorded without blame', async () => {
    const shop = aDevice();
    await pushAs(shop, await scan(shop, await live()));
    server.clock.at = AT + 2 * MINUTE;
    await pushAs(shop, await refusal(shop, await live(AT + 2 * MINUTE), AT + 2 * MINUTE));
    expect(await taskNow()).toMatchObject({ state: 'refused' });
    server.clock.at = AT + 3 * HOUR;
    expect(await push(await started(), await recorded(AT + HOUR))).toEqual(['accepted', 'accepted']);
    expect(await taskNow()).toMatchObject({ state: 'recorded', keptRefusals: [{ proof: 'live' }] });
    expect(await alerts()).toEqual(['enterprise-refused']);
  });

  test('[SHOW-5] a clock that was set back does not put the start before the refusal', async () => {
    const shop = aDevice();
    await pushAs(shop, await refusal(shop, await live()));
    const later = await phone.event('code-shown', task.id, {}, AT + MINUTE);
    expect(await push(later, await started(AT - MINUTE), await recorded())).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(await taskNow()).toMatchObject({ state: 'performed-after-refusal' });
  });

  test('[SHOW-3] [SHOW-4] a record before the period, without a shown or read code, is stored and raises both alerts', async () => {
    server.clock.at = OPENS - 20 * HOUR;
    const at = server.clock.at;
    expect(await push(await recorded(at, { startedAt: at }))).toEqual(['accepted']);
    expect((await alerts()).sort()).toEqual(['recorded-outside-window', 'recorded-without-scan']);
    expect(await taskNow()).toMatchObject({ state: 'recorded', receivedAt: at });
  });

  test('[SHOW-3] a code that an officer’s phone showed or the enterprise read raises no alert', async () => {
    const shown = await phone.event('code-shown', task.id, {}, AT);
    expect(await push(shown, await started(), await recorded())).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await alerts()).toEqual([]);
  });

  test('[SYNC-12] a code under continuous scans can be withdrawn', async () => {
    for (let i = 0; i < 3; i++) {
      const stranger = aDevice();
      await pushAs(stranger, await scan(stranger));
    }
    const reply = await head.post(`/api/tasks/${task.id}/withdraw`, {
      rev: task.rev,
      reason: '任务码照片已在网上流传，需要撤回。',
    });
    expect(reply.body.task).toMatchObject({ state: 'withdrawn' });
    expect(
      (await head.post(`/api/tasks/${task.id}/withdraw`, { reason: '再撤回一次，看是否仍然可以。' })).body.code,
    ).toBe('wrong-state');
  });

  test('[NOT-2] a task lapses once at the end of its period: the desk sees it, no cap counts it, no phone shows its code', async () => {
    const of = () => taskNow();
    server.clock.at = task.window.to - 1;
    expect(await lapseTasks(server.deps)).toBe(0);
    server.clock.at = task.window.to;
    const lapsed = await Promise.all([lapseTasks(server.deps), lapseTasks(server.deps)]);
    expect(lapsed[0] + lapsed[1]).toBeGreaterThanOrEqual(1);
    expect(await of()).toMatchObject({ state: 'lapsed', lapsed: task.window.to });
    expect(await lapseTasks(server.deps)).toBe(0);
    const audit = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', task.id));
    expect(audit.filter(({ action }) => action === 'task.lapse')).toHaveLength(1);
    [clerk, inspector] = [await server.as('lichunmei'), await server.as('wangjianguo')];
    const { body } = await clerk.get('/api/lists/tasks?state=lapsed');
    expect(body.rows.map(({ id }: { id: string }) => id)).toContain(task.id);
    const { body: facts } = await clerk.get(`/api/applications/facts?enterprise=${task.enterprise.id}`);
    expect(facts.visits).toContainEqual(expect.objectContaining({ task: task.id, state: 'lapsed' }));
    const { documents } = (await inspector.get('/api/sync/tasks/pull')).body;
    const pulled = documents.find(({ id }: Row) => id === task.id);
    expect(pulled).toMatchObject({ state: 'lapsed' });
    expect(pulled).not.toHaveProperty('live');
  });

  test('[NOT-2] offline events within the period bring a lapsed task back without blame, later ones raise an alert', async () => {
    const shown = await phone.event('code-shown', task.id, {}, AT);
    const rows = [shown, await started(), await recorded()];
    server.clock.at = task.window.to + DAY;
    await lapseTasks(server.deps);
    inspector = await server.as('wangjianguo');
    expect(await push(...rows)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await taskNow()).toMatchObject({ state: 'recorded', started: { at: AT } });
    expect(await taskNow()).not.toHaveProperty('lapsed');
    expect(await alerts()).toEqual([]);
  });

  test('[NOT-2] [SHOW-4] events after the period are stored and raise an alert', async () => {
    server.clock.at = task.window.to + DAY;
    await lapseTasks(server.deps);
    inspector = await server.as('wangjianguo');
    const at = server.clock.at;
    const shown = await phone.event('code-shown', task.id, {}, at);
    expect(await push(shown, await started(at), await recorded(at, { startedAt: at }))).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(await taskNow()).toMatchObject({ state: 'recorded' });
    expect(await alerts()).toEqual(['recorded-outside-window']);
  });

  test('[SYNC-9] events of a revoked phone have no effect, whatever time they claim', async () => {
    await head.post(`/api/devices/${phone.id}/revoke`, { reason: '手机丢失' });
    const rows = [await started(AT - HOUR), await recorded(AT - HOUR, { startedAt: AT - HOUR })];
    expect(wordsOf((await server.anonymous.post('/api/sync/events/push', pushBody(...rows))).body)).toEqual([
      'quarantined',
      'quarantined',
    ]);
    expect(await taskNow()).toEqual(task);
  });
});
