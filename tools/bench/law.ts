/**
 * Assessing an application, the desk's lists, and search, over a store of the promised size: what each question takes on the
 * wall clock, one after the other. `npm run bench law` measures a county on SQLite, `-- --store postgres` the province.
 */
import { systemClock } from '../../sync-server/src/adapters/runtime.ts';
import { seededRandom } from '../../sync-server/src/demo/random.ts';
import { appDeps } from '../testing/app-deps.ts';
import { printSpread } from './figures.ts';
import type { LawOptions } from './law/options.ts';
import { questionsTo } from './law/questions.ts';
import { openFilled } from './law/store.ts';

const ROUNDS = 200;
/** Answers before those that count: a server that serves a province has been running for a while. */
const WARM_UP = 100;

/** `rounds` is smaller in a test. */
export async function benchLaw(options: LawOptions, rounds = ROUNDS): Promise<void> {
  const warmUp = Math.min(WARM_UP, rounds);
  const filled = await openFilled(options);
  try {
    const { sample, rows } = filled.samples;
    console.log(
      `law on ${options.store}: ${Object.entries(rows)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')}`,
    );
    const random = seededRandom(`questions ${systemClock.now()}`);
    const deps = appDeps(filled.store, filled.folder, systemClock.now);
    const asked = questionsTo(deps, filled.samples, random).filter(({ what }) => what.includes(options.only));
    for (const { what, goal, ask } of asked) {
      const values: number[] = [];
      for (let i = 0; i < warmUp + rounds; i++) {
        const one = random.pick(sample);
        const began = performance.now();
        await ask(one);
        if (i >= warmUp) values.push(performance.now() - began);
      }
      printSpread({ what, values, unit: 'ms', goal });
    }
  } finally {
    await filled.close();
  }
}
