/** [SYNC-8] An enterprise corrects its evaluation, on both stores: what counts, what is kept, what supervisors see. */
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forceWaiting } from '../../src/events/force-waiting.ts';
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
const said = (overall: string, text = '') => ({ overall, answers: { 'showed-id': false }, prohibitedActs: [2], text });

describe.each(RULE_STORES)('evaluations on %s', (kind) => {
  let server: TestServer;
  let supervisor: Client;
  let task: IssuedTask;
  let browser: TestDevice;
  const at = NINE_O_CLOCK + HOUR + MINUTE;

  beforeEach(async () => {
    server = await startServer(kind === 'postgres' ? { databaseUrl: await postgres?.county('evaluations') } : {});
    const [clerk, head] = await Promise.all([server.as('lichunmei'), server.as('mayongcheng')]);
    task = await issueTask(clerk, head);
    server.clock.at = at;
    supervisor = await server.as('zhangwei');
    browser = aDevice();
    await push(await browser.event('scan', task.id, { code: task.code, verdict: 'genuine', channel: 'link' }, at));
    return () => server.stop();
  });

  const push = async (...rows: Row[]) => {
    const key = { 'x-liangma-device-key': browser.publicKey };
    const { body } = await server.anonymous.post('/api/sync/events/push', pushBody(...rows), key);
    return body.map(({ sync }: { sync: { state: string; code?: string } }) => sync.code ?? sync.state);
  };
  const evaluated = (overall: string, when = at) => browser.event('evaluation', task.id, said(overall), when);
  const satisfaction = async () => (await supervisor.get('/api/supervision/overview')).body.satisfaction;
  const history = async () => {
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    return steps.flatMap((step: { evaluation?: { given: { overall: string }; counts: boolean } }) =>
      step.evaluation ? [[step.evaluation.given.overall, step.evaluation.counts]] : [],
    );
  };

  test('a trace lists the matters of the inspection with their legal bases', async () => {
    const { matters } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
    expect(matters.map(({ id }: { id: string }) => id).sort()).toEqual([...task.matters].sort());
    expect(matters[0].bases).not.toEqual([]);
  });

  test('[SYNC-8] the latest evaluation counts, the store keeps all, and supervisors see which one counts', async () => {
    expect(await push(await evaluated('dissatisfied'))).toEqual(['accepted']);
    expect(await satisfaction()).toEqual({ satisfied: 0, total: 1 });
    expect(await push(await evaluated('satisfied', at + 1))).toEqual(['accepted']);
    expect(await satisfaction()).toEqual({ satisfied: 1, total: 1 });
    expect(await history()).toEqual([
      ['dissatisfied', false],
      ['satisfied', true],
    ]);
  });

  test('[SYNC-8] an earlier evaluation that arrives later does not count and is in the history', async () => {
    const [first, second] = [await evaluated('satisfied'), await evaluated('dissatisfied', at + 1)];
    expect(await push(second)).toEqual(['waiting']);
    server.clock.at = at + 5 * DAY;
    await forceWaiting(server.deps);
    supervisor = await server.as('zhangwei');
    expect(await push(first)).toEqual(['accepted']);
    expect(await satisfaction()).toEqual({ satisfied: 0, total: 1 });
    expect(await history()).toEqual([
      ['satisfied', false],
      ['dissatisfied', true],
    ]);
  });

  test('[SYNC-8] after the window the previous evaluation still counts', async () => {
    expect(await push(await evaluated('satisfied'))).toEqual(['accepted']);
    server.clock.at = task.window.to + 15 * DAY;
    expect(await push(await evaluated('dissatisfied', server.clock.at))).toEqual(['evaluation-closed']);
    supervisor = await server.as('zhangwei');
    expect(await history()).toEqual([['satisfied', true]]);
  });
});
