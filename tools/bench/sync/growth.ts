/** Measures whether a pull costs what has changed or what exists: a hundred changes in stores of three sizes. */
import { printFigure } from '../figures.ts';
import { type BenchServer, openBenchServer } from './bench-server.ts';
import { askAll } from './connections.ts';
import { pagesOf, pathOf } from './pulling.ts';
import { costOf } from './pushing.ts';

const SIZES = [1_000, 10_000, 100_000] as const;
const CHANGES = 100;
/** Pulls in one round, by a few devices at once. */
const PULLS = 200;
const AT_ONCE = 4;

export async function benchGrowth(n: number): Promise<void> {
  const stores: { size: number; server: BenchServer; path: string; wall: number[]; cpu: number[] }[] = [];
  try {
    for (const size of SIZES) {
      const server = await openBenchServer('sqlite', { tasks: size, devices: 1 });
      const { last } = await pagesOf(server.origin, server.county.cookie);
      const [[shard, seq] = ['', 0]] = Object.entries(last);
      stores.push({ size, server, path: pathOf({ [shard]: seq - CHANGES }, 1000), wall: [], cpu: [] });
    }
    for (let round = 0; round <= n; round++) {
      for (const { server, path, wall, cpu } of stores) {
        const headers = { cookie: server.county.cookie, 'accept-encoding': 'identity' };
        const asked = Array.from({ length: PULLS }, () => ({ method: 'GET', path, headers }) as const);
        const cost = await costOf(server, PULLS, () =>
          askAll(server.origin, asked, AT_ONCE, ({ status, bytes }) => {
            if (status !== 200 || bytes.length < 1000) throw new Error(`pull: ${status}`);
          }),
        );
        if (round === 0) continue; // warms up
        wall.push(1000 / cost.perSecond);
        cpu.push(cost.cpu / 1000);
      }
    }
  } finally {
    for (const { server } of stores) await server.stop();
  }
  console.log(`growth: ${CHANGES} changed documents pulled out of a store of so many, all of one officer`);
  for (const { size, wall, cpu } of stores) {
    printFigure({ what: `of ${size.toLocaleString('en')}: a pull`, values: wall, unit: 'ms' });
    printFigure({ what: '… processor time', values: cpu, unit: 'ms' });
  }
}
