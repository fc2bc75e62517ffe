/**
 * The server under load: signed events pushed and documents pulled over real HTTP on loopback, the server in a process
 * of its own on either store. Beside it, in turns, what lies underneath: the same rows written and read by node:sqlite
 * alone with the same durability, and Hono alone parsing and echoing the same bodies. Those two check, sign and judge
 * nothing; what signatures cost alone is printed as well.
 */

import { median, printFigure } from '../figures.ts';
import { type BareHono, startBareHono } from './bare-hono.ts';
import { type BenchServer, openBenchServer } from './bench-server.ts';
import { type Push, ROWS_A_PUSH, signPush, TASKS_A_PUSH } from './day.ts';
import { PAGE, pagesOf, pullRound } from './pulling.ts';
import { type Cost, pushRound } from './pushing.ts';
import { openRawSqlite, type RawSqlite } from './raw-sqlite.ts';
import { type SignatureCost, signatureCost } from './signature-cost.ts';
import { medianOf, printCost, printShare } from './table.ts';

/** Devices that push in one round, each a hundred events. */
const PUSHES = 40;

export async function benchServer(n: number): Promise<void> {
  const size = { tasks: TASKS_A_PUSH * PUSHES * (n + 1), devices: PUSHES * (n + 1) };
  const sqlite = await openBenchServer('sqlite', size);
  const postgres = await openBenchServer('postgres', size);
  const hono = await startBareHono();
  const raw = await openRawSqlite();
  try {
    await benchPush(n, sqlite, postgres, raw, hono);
    await benchPull(n, sqlite, postgres, raw, hono);
  } finally {
    for (const { stop } of [sqlite, postgres, hono, raw]) await stop();
  }
}

type Sides = readonly [BenchServer, BenchServer, RawSqlite, BareHono];

async function benchPush(n: number, ...[sqlite, postgres, raw, hono]: Sides): Promise<void> {
  const ours: Cost[] = [];
  const onPostgres: Cost[] = [];
  const bare: Cost[] = [];
  const rows: Cost[] = [];
  const crypto: SignatureCost[] = [];
  for (let round = 0; round <= n; round++) {
    const pushes = await signRound(sqlite, round);
    const costs = [
      await pushRound(sqlite, sqlite.county.cookie, pushes, sqlite.keys),
      await pushRound(postgres, postgres.county.cookie, await signRound(postgres, round), postgres.keys),
      raw.write(
        sqlite.file,
        pushes.map(({ device }) => device),
      ),
      await hono.echo(
        pushes.map(({ body }) => body),
        ROWS_A_PUSH,
      ),
    ] as const;
    const signing = signatureCost();
    if (round === 0) continue; // warms up
    for (const [i, list] of [ours, onPostgres, rows, bare].entries()) list.push(costs[i] as Cost);
    crypto.push(signing);
  }
  console.log(
    `push: ${PUSHES} devices a round, ${ROWS_A_PUSH} signed events each, every receipt signed, a sample verified`,
  );
  printCost('server on SQLite', 'event', ours, { perSecond: 3000, cpu: 200 });
  printCost('server on PostgreSQL (its own processes not counted)', 'event', onPostgres);
  printCost('node:sqlite alone, the same rows, synchronous=FULL', 'event', rows);
  printCost('Hono alone, parsing and echoing the same bodies', 'event', bare);
  printShare('server on SQLite', ours, { 'raw SQLite': rows, 'bare Hono': bare });
  printShare('server on PostgreSQL', onPostgres, { 'raw SQLite': rows, 'bare Hono': bare });
  const shared = crypto.map((cost) => cost.shared);
  const each = crypto.map((cost) => cost.each);
  printFigure({ what: 'of that, OpenSSL alone: 1/100 to verify, 1/16 to sign', values: shared, unit: 'µs/event' });
  printFigure({ what: '… beside: what verifying each event would take', values: each, unit: 'µs/event' });
  const rest = medianOf(ours, 'cpu') - median(shared);
  printFigure({ what: 'so all the rest of the server on SQLite', values: [rest], unit: 'µs/event' });
}

const signRound = ({ county }: BenchServer, round: number): Promise<Push[]> =>
  Promise.all(
    county.devices.slice(round * PUSHES, (round + 1) * PUSHES).map((device, i) => {
      const first = (round * PUSHES + i) * TASKS_A_PUSH;
      return signPush(device, county.tasks.slice(first, first + TASKS_A_PUSH));
    }),
  );

async function benchPull(n: number, ...[sqlite, postgres, raw, hono]: Sides): Promise<void> {
  const sides = { plain: [], gzip: [], postgres: [], raw: [], bare: [] } as Record<string, Cost[]>;
  const pages = await pagesOf(sqlite.origin, sqlite.county.cookie);
  const onPostgres = await pagesOf(postgres.origin, postgres.county.cookie);
  for (let round = 0; round <= n; round++) {
    const costs = {
      plain: await pullRound(sqlite, sqlite.county.cookie, pages.starts, 'identity'),
      gzip: await pullRound(sqlite, sqlite.county.cookie, pages.starts, 'gzip, deflate, br'),
      postgres: await pullRound(postgres, postgres.county.cookie, onPostgres.starts, 'identity'),
      raw: raw.read(sqlite.file, sqlite.county.officer),
      bare: await hono.giveOut(pages.first, PAGE, 4 * pages.starts.length),
    };
    if (round > 0) for (const [side, cost] of Object.entries(costs)) sides[side]?.push(cost);
  }
  const { plain = [], gzip = [], postgres: pg = [], raw: rows = [], bare = [] } = sides;
  const size = Math.round(pages.first.length / PAGE);
  console.log(`pull: pages of ${PAGE} tasks, ${size} bytes each, by four devices at once`);
  printCost('server on SQLite', 'document', plain, { perSecond: 60_000 });
  printCost('… compressed as browsers ask for it', 'document', gzip);
  printCost('server on PostgreSQL (its own processes not counted)', 'document', pg);
  printCost('node:sqlite alone, the same rows', 'document', rows);
  printCost('Hono alone, giving the same page out of memory', 'document', bare);
  printShare('server on SQLite', plain, { 'raw SQLite': rows, 'bare Hono': bare });
  printShare('server on PostgreSQL', pg, { 'raw SQLite': rows, 'bare Hono': bare });
}
