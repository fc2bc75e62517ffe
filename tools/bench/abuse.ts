/**
 * `npm run bench abuse [-- --seconds 60]`: whether others notice one client that sends the worst it can. A client of one
 * address floods the real server on SQLite with junk, gaps, big rows, wrong passwords, costly reads and event streams.
 * Meanwhile `/api/health` and an officer's push are timed from another address, as they were before in quiet time.
 */
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { startAbuser } from './abuse/abuser.ts';
import type { KnownTask } from './abuse/bodies.ts';
import type { Flood } from './abuse/flood.ts';
import { type Latencies, PROBES_A_SECOND, probe } from './abuse/probes.ts';
import { median, percentile, printFigure } from './figures.ts';
import { type BenchServer, openBenchServer } from './sync/bench-server.ts';
import { signPush } from './sync/day.ts';

const WARM_UP = 30;
const MOST_TIMES_SLOWER = 3;
const MOST_GROWTH = 5;
/** The least number of probes whose 99th percentile means something. */
const ENOUGH = 200;

export async function benchAbuse(seconds: number): Promise<void> {
  const n = seconds * PROBES_A_SECOND;
  const count = WARM_UP + 2 * n;
  const server = await openBenchServer('sqlite', { tasks: count + 1, devices: count });
  try {
    const bodies = await signBodies(server, count);
    const { origin, county } = server;
    await probe(origin, county.cookie, bodies.slice(0, WARM_UP));
    const [quiet, quietGrowth] = await growthWhile(server, () =>
      probe(origin, county.cookie, bodies.slice(WARM_UP, WARM_UP + n)),
    );
    const [[abused, flood], growth] = await growthWhile(server, () =>
      probeUnderAbuse(server, seconds, bodies.slice(WARM_UP + n)),
    );
    console.log(`abuse: ${seconds} s by one client; n = ${n} probes of each kind, as many before in quiet time`);
    if (n < ENOUGH) console.log(`  a trial: p99 needs ${ENOUGH} probes, --seconds ${ENOUGH / PROBES_A_SECOND}`);
    printLatencies(quiet, abused);
    printGrowth(quietGrowth, growth, flood);
    printFlood(flood);
  } finally {
    await server.stop();
  }
}

/** The four events of one inspection in each, each of a device of its own. */
const signBodies = ({ county }: BenchServer, count: number): Promise<Buffer[]> =>
  Promise.all(
    county.devices.slice(0, count).map(async (device, i) => {
      const { body } = await signPush(device, county.tasks.slice(i, i + 1));
      return body;
    }),
  );

async function probeUnderAbuse(
  { origin, county }: BenchServer,
  seconds: number,
  bodies: readonly Buffer[],
): Promise<[Latencies, Flood]> {
  const task = county.tasks.at(-1) as KnownTask;
  const abuser = await startAbuser({ origin, seconds, task, cookie: county.cookie });
  try {
    return await Promise.all([probe(origin, county.cookie, bodies), abuser.report]);
  } finally {
    abuser.stop();
  }
}

/** Returns the result and the bytes by which the store's files have grown meanwhile. */
async function growthWhile<T>({ file }: BenchServer, work: () => Promise<T>): Promise<[T, number]> {
  const before = sizeOf(file);
  const result = await work();
  return [result, sizeOf(file) - before];
}

/** Writes the WAL into the database file first: the server reuses an old WAL, which then grows without getting longer. */
function sizeOf(file: string): number {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  return [file, `${file}-wal`].reduce((sum, path) => sum + (existsSync(path) ? statSync(path).size : 0), 0);
}

function printLatencies(quiet: Latencies, abused: Latencies): void {
  for (const [name, before, under] of [
    ['/api/health', quiet.health, abused.health],
    ['officer’s push of 4 events', quiet.push, abused.push],
  ] as const) {
    const [slow, slower] = [percentile(before, 0.99), percentile(under, 0.99)];
    console.log(`  ${name}: median ${median(before).toFixed(1)} ms, under abuse ${median(under).toFixed(1)} ms`);
    printFigure({ what: `${name}, p99, quiet`, values: [slow], unit: 'ms' });
    printFigure({ what: '… under abuse', values: [slower], unit: 'ms' });
    printFigure({
      what: `${name}, p99 under abuse ÷ quiet`,
      values: [slower / slow],
      unit: '×',
      goal: MOST_TIMES_SLOWER,
    });
  }
  const failures = [...quiet.failures, ...abused.failures];
  printFigure({ what: 'of these requests failed or not accepted', values: [failures.length], unit: '', goal: 0 });
  for (const failure of failures) console.log(`    ${failure}`);
}

/** Counts what the client caused: what the officer's pushes make the store grow by was measured in quiet time. */
function printGrowth(quiet: number, growth: number, { bytes, judgedBytes }: Flood): void {
  const caused = Math.max(0, growth - quiet);
  printFigure({ what: 'store grew by, quiet', values: [quiet / 1000], unit: 'kB' });
  printFigure({ what: '… under abuse', values: [growth / 1000], unit: 'kB' });
  printFigure({
    what: '… beyond quiet, of the bytes sent',
    values: [(100 * caused) / bytes],
    unit: '%',
    goal: MOST_GROWTH,
  });
  printFigure({
    what: '… beyond quiet, of the bytes of pushes that were judged',
    values: [(100 * caused) / judgedBytes],
    unit: '%',
  });
}

function printFlood({ requests, bytes, streams, answers }: Flood): void {
  printFigure({ what: 'requests sent by the client', values: [requests], unit: '' });
  printFigure({ what: '… bytes', values: [bytes / 1e6], unit: 'MB' });
  printFigure({ what: '… event streams open at once', values: [streams], unit: '' });
  for (const [name, statuses] of Object.entries(answers)) {
    const counted = Object.entries(statuses).map(([status, count]) => `${status} × ${count}`);
    console.log(`  ${`… ${name}`.padEnd(58)} ${counted.join(', ')}`);
  }
}
