/**
 * Plans of PostgreSQL for the statements of a push and of the lists of one prefecture: each reads one partition of each table
 * that it names. `LIANGMA_PLANS=1` prints the statements with what they touch (docs/SCALE.md).
 */
import { aDevice, pushBody } from '@liangma/testing/device';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';
import { aKnownTask } from '../known-task.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres;
let server: TestServer;
let explainer: pg.Client;
beforeAll(async () => {
  postgres = await sharedPostgres();
  const databaseUrl = await postgres.county('plans');
  server = await startServer({ databaseUrl });
  explainer = new pg.Client({ connectionString: databaseUrl });
  await explainer.connect();
  await explainer.query('analyze');
});
afterAll(async () => {
  await explainer.end();
  await server.stop();
  await postgres.stop();
});

/** Statements by their text, with the values of the last time. */
type Seen = Map<string, readonly unknown[]>;

/** Statements that the driver is given while the work runs. */
async function statementsOf(work: () => Promise<unknown>): Promise<Seen> {
  const seen: Seen = new Map();
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    if (typeof args[0] === 'string' && /^(select|insert|update|delete|with)/i.test(args[0]))
      seen.set(args[0], (args[1] as unknown[]) ?? []);
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  await work().finally(() => {
    pg.Client.prototype.query = query;
  });
  return seen;
}

interface Node {
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

/** Partitions of each table that the plan names. */
function touched(plan: Node, found = new Map<string, Set<string>>()): Map<string, Set<string>> {
  const [, table, part] = /^(\w+)_(\d+)$/.exec(plan['Relation Name'] ?? '') ?? [];
  if (table && part) found.set(table, (found.get(table) ?? new Set()).add(part));
  for (const inner of plan.Plans ?? []) touched(inner, found);
  return found;
}

async function spread(seen: Seen): Promise<string[]> {
  const [wide, lines]: [string[], string[]] = [[], []];
  for (const [text, values] of seen) {
    await explainer.query('begin');
    const { rows } = await explainer.query({ text: `explain (format json) ${text}`, values: [...values] });
    await explainer.query('rollback');
    const parts = touched(rows[0]['QUERY PLAN'][0].Plan);
    const counts = [...parts].map(([table, own]) => `${table} ${own.size}`).join(', ');
    lines.push(`${counts || '–'} | ${text.replaceAll(/\s+/g, ' ').slice(0, 160)}`);
    if ([...parts.values()].some((own) => own.size > 1)) wide.push(`${counts}: ${text}`);
  }
  if (process.env.LIANGMA_PLANS) console.log(lines.join('\n'));
  return wide;
}

async function pushed(inspector: Client): Promise<Seen> {
  const device = aDevice();
  await inspector.post('/api/devices', { publicKey: device.publicKey });
  const task = await aKnownTask(server, server.clock.at, 'O62062300017');
  const rows = [await device.event('inspection-started', task.id, {}, NINE_O_CLOCK)];
  return statementsOf(async () => {
    const reply = await inspector.raw('/api/sync/events/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-liangma-device-key': device.publicKey },
      body: JSON.stringify(pushBody(...rows)),
    });
    expect(reply.status).toBe(200);
  });
}

test('each statement of a push reads one partition of a table', async () => {
  const seen = await pushed(await server.as('wangjianguo'));
  expect(seen.size).toBeGreaterThan(5);
  expect(await spread(seen)).toEqual([]);
});

test('each statement of the lists at a desk reads one partition of a table', async () => {
  const clerk = await server.as('lichunmei');
  const seen = await statementsOf(async () => {
    for (const list of ['tasks', 'tasks?q=食品', 'enterprises', 'enterprises?q=食品', 'officers'])
      expect((await clerk.get(`/api/lists/${encodeURI(list)}`)).status).toBe(200);
  });
  expect(seen.size).toBeGreaterThan(5);
  expect(await spread(seen)).toEqual([]);
});

test('each statement of the lists of a prefecture reads one partition of a table', async () => {
  const supervisor = await server.as('zhangwei');
  const seen = await statementsOf(async () => {
    for (const path of ['lists/inspections', 'lists/alerts', 'lists/quarantine', 'lists/reasons'])
      expect((await supervisor.get(`/api/${path}`)).status).toBe(200);
  });
  expect(await spread(seen)).toEqual([]);
});
