/** [SUP-1] Steps of an alert over HTTP: asked, explained by the agency, a letter with its reply, closed alone and together. */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { aDevice, pushBody } from '@liangma/testing/device';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aNoCodeReport, aRecord } from '../../../shared/test/builders.ts';
import { sweepForAlerts } from '../../src/alerts/sweep-alerts.ts';
import { scheduler } from '../../src/jobs/scheduler.ts';
import { upkeep } from '../../src/jobs/upkeep.ts';
import { lapseTasks } from '../../src/tasks/lapse-tasks.ts';
import { applicationFor, issueTask } from '../application.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';

describe('steps of an alert', () => {
  let server: TestServer;
  let [clerk, head, inspector, supervisor] = [] as unknown as [Client, Client, Client, Client];
  beforeEach(async () => {
    server = await startServer();
    const people = ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei'].map((name) => server.as(name));
    [clerk, head, inspector, supervisor] = (await Promise.all(people)) as [Client, Client, Client, Client];
  });
  afterEach(() => server.stop());

  const alerts = async (query = '', by = supervisor) => (await by.get(`/api/lists/alerts${query}`)).body.rows;
  const step = (by: Client, id: string, name: string, body: unknown = {}) => by.post(`/api/alerts/${id}/${name}`, body);
  /** A task that was withdrawn and inspected all the same. */
  const performed = async () => {
    const task = await issueTask(clerk, head);
    await head.post(`/api/tasks/${task.id}/withdraw`, { rev: task.rev, reason: '年度检查计划调整，改期再查' });
    const phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    const at = task.window.from;
    const rows = [
      await phone.event('inspection-started', task.id, {}, at),
      await phone.event('record-submitted', task.id, aRecord({ startedAt: at, endedAt: at }), at),
    ];
    await inspector.post('/api/sync/events/push', pushBody(...rows));
    return (await alerts('?code=performed-after-withdrawal')).find((one: { task: string }) => one.task === task.id);
  };

  test('[SUP-1] a supervisor takes it over and asks; the agency sees the question and explains; the note closes it', async () => {
    const alert = await performed();
    expect(alert).toMatchObject({ state: 'open', owner: null, deadline: null, severity: 'grave', count: 1 });
    expect((await clerk.get('/api/lists/asked-alerts')).body.rows).toEqual([]);
    expect((await step(clerk, alert.id, 'explain', { words: '没有人问' })).status).toBe(404);
    expect((await step(clerk, alert.id, 'ask', { words: '请说明' })).status).toBe(403);
    expect((await step(supervisor, alert.id, 'take')).body).toEqual({ state: 'open' });
    expect((await step(supervisor, alert.id, 'ask', { words: '为什么撤回后还检查？' })).body).toEqual({
      state: 'asked',
    });
    const [asked] = (await clerk.get('/api/lists/asked-alerts')).body.rows;
    // Tuesday 24 November and five working days: the end of Tuesday 1 December.
    expect(asked).toMatchObject({ id: alert.id, state: 'asked', deadline: Date.UTC(2026, 11, 1, 16) });
    expect(asked.steps).toMatchObject([{ step: 'asked', name: '张伟', words: '为什么撤回后还检查？' }]);
    expect(asked).not.toHaveProperty('occurrences');
    expect((await step(clerk, alert.id, 'explain', { words: '山里没有网络' })).body).toEqual({ state: 'explained' });
    expect((await step(supervisor, alert.id, 'close', { note: '属实' })).body).toEqual({ state: 'closed' });
    const [closed] = await alerts('?state=closed');
    expect(closed).toMatchObject({ state: 'closed', owner: { account: 'zhangwei' }, closed: { note: '属实' } });
    expect(closed.steps.map((one: { step: string }) => one.step)).toEqual(['taken', 'asked', 'explained', 'closed']);
  });

  test('[SUP-2] a letter has a number and a term, is closed only after the reply, and an overdue one is told once', async () => {
    const alert = await performed();
    const letter = { words: '请整改并报告', number: '武司督〔2026〕3号', workingDays: 1 };
    expect((await step(supervisor, alert.id, 'letter', letter)).body).toEqual({ state: 'letter' });
    expect((await step(supervisor, alert.id, 'close', { note: 'x' })).body.code).toBe('wrong-state');
    server.clock.at += 3 * DAY;
    [clerk, supervisor] = (await Promise.all([server.as('lichunmei'), server.as('zhangwei')])) as [Client, Client];
    expect(await alerts('?overdue=yes')).toMatchObject([
      { id: alert.id, letter: { number: letter.number, replied: false } },
    ]);
    const swept = await Promise.all([sweepForAlerts(server.deps), sweepForAlerts(server.deps)]);
    expect(swept.sort()).toEqual([0, 1]);
    expect(await alerts('?code=answer-overdue')).toMatchObject([
      { rule: 'SUP-2', count: 1, subject: { kind: 'alert' } },
    ]);
    expect(await sweepForAlerts(server.deps)).toBe(0);
    expect((await step(clerk, alert.id, 'reply', { words: '已整改' })).body).toEqual({ state: 'letter' });
    expect((await step(supervisor, alert.id, 'close', { note: '已核实' })).body).toEqual({ state: 'closed' });
  });

  test('[SUP-1] repeats of one key join: reports about one agency on one day are one alert that counts', async () => {
    const report = async (agency: string) => {
      const phone = aDevice();
      const row = await phone.report('620623', aNoCodeReport({ agency, contact: '13800000000' }), server.clock.at);
      await server.anonymous.post('/api/sync/events/push', pushBody(row), { 'x-liangma-device-key': phone.publicKey });
    };
    for (const agency of ['甲局', '甲 局', '乙局']) await report(agency);
    const rows = await alerts('?code=no-code-reported');
    expect(rows.map(({ count }: { count: number }) => count).sort()).toEqual([1, 2]);
    const twice = rows.find(({ count }: { count: number }) => count === 2);
    expect(twice.occurrences).toMatchObject([
      { evidence: { happened: ['no-code-shown'], agency: '甲局', contact: '13800000000' } },
      { evidence: { agency: '甲 局' } },
    ]);
    // SHOW-6: the requests office reads the same without the telephone, which is for supervisors alone.
    const office = await server.as('yangfan');
    const read = (await office.get('/api/lists/reports')).body.rows as { id: string; count: number }[];
    expect(read.find(({ id }) => id === twice.id)).toMatchObject({
      count: 2,
      state: 'open',
      reports: [{ happened: ['no-code-shown'], agency: '甲局' }, { agency: '甲 局' }],
    });
    expect(JSON.stringify(read)).not.toContain('13800000000');
    expect((await office.get('/api/lists/alerts')).status).toBe(403);
    expect((await step(supervisor, twice.id, 'ask', { words: '请说明' })).body.code).toBe('no-agency');
    const ids = rows.map(({ id }: { id: string }) => id);
    const other = await performed();
    const mixed = await supervisor.post('/api/alerts/close', { ids: [...ids, other.id], note: '一并核实' });
    expect(mixed.body.code).toBe('wrong-state');
    expect(await alerts('?code=no-code-reported')).toHaveLength(2);
    expect((await supervisor.post('/api/alerts/close', { ids, note: '一并核实' })).body).toEqual({ closed: 2 });
    await report('甲局');
    expect(await alerts('?code=no-code-reported')).toMatchObject([{ count: 1, closed: null }]);
  });

  test('[NOT-2] lapsed tasks of an agency are counted in one alert a month', async () => {
    for (const [i, hours] of [1, 3].entries()) {
      await issueTask(clerk, head, await changes(i, server.clock.at + hours * HOUR));
    }
    server.clock.at += DAY;
    [clerk, supervisor] = (await Promise.all([server.as('lichunmei'), server.as('zhangwei')])) as [Client, Client];
    await lapseTasks(server.deps);
    await lapseTasks(server.deps);
    const own = (await clerk.get('/api/session')).body.actor.agency.id;
    const rows = (await alerts('?code=task-lapsed')).filter(({ agencyId }: { agencyId: string }) => agencyId === own);
    expect(rows).toMatchObject([{ severity: 'notice', task: '', count: 2, subject: { kind: 'agency', id: own } }]);
  });

  test('[RES-1] begun without a record, and an outcome that nobody told, reach the supervisors once', async () => {
    const now = server.clock.at;
    const begun = await issueTask(clerk, head, await changes(0, now + HOUR));
    const done = await issueTask(clerk, head, await changes(1, now + 3 * HOUR));
    const phone = aDevice();
    await inspector.post('/api/devices', { publicKey: phone.publicKey });
    server.clock.at = done.window.from + HOUR / 2;
    const at = server.clock.at;
    const rows = [
      await phone.event('code-shown', begun.id, {}, begun.window.from),
      await phone.event('inspection-started', begun.id, {}, begun.window.from),
      await phone.event('code-shown', done.id, {}, at),
      await phone.event('record-submitted', done.id, aRecord({ startedAt: at, endedAt: at, opinion: '' }), at),
    ];
    await inspector.post('/api/sync/events/push', pushBody(...rows));
    server.clock.at += 9 * DAY;
    supervisor = await server.as('zhangwei');
    await sweepForAlerts(server.deps);
    expect(await alerts('?code=record-missing')).toMatchObject([{ task: begun.id, rule: 'RES-1', count: 1 }]);
    const jobs = scheduler(server.deps, { sweeps: [], deadlines: upkeep(server.deps).deadlines });
    await Promise.all([jobs.runDue(), jobs.runDue()]);
    const [late] = await alerts('?code=result-late');
    expect(late).toMatchObject({ rule: 'RES-1', count: 1, subject: { kind: 'agency' } });
    expect(late.occurrences).toMatchObject([{ evidence: { task: done.id } }]);
  });

  /** Takes another matter for each task, so that no cap is reached. */
  const changes = async (i: number, from: number) => {
    const { matters } = await applicationFor(clerk);
    return { matters: matters.slice(i, i + 1), window: { from, to: from + HOUR } };
  };
});
