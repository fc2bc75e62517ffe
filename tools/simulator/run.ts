/** Plays a run: its script, then a fair time, then the checks of what must be true. */

import { countSite } from './checks/site-rules.ts';
import { watchPhones } from './checks/watch.ts';
import type { Counts } from './faults.ts';
import { perform } from './people/deeds.ts';
import { scriptOf } from './script/script.ts';
import { type Shape, type Step, sayStep } from './script/steps.ts';
import { removeFolder } from './server/folders.ts';
import { START } from './server/template.ts';
import { closeAll } from './world/pages.ts';
import { fairTime } from './world/recovery.ts';
import { aWorld, type Stage, say, type World } from './world/world.ts';

export interface RunResult {
  readonly shape: Shape;
  readonly script: readonly Step[];
  /** Empty when all went well. */
  readonly wrong: readonly string[];
  readonly counts: Counts;
  readonly log: readonly string[];
}

export async function run(stage: Stage, shape: Shape, script: readonly Step[]): Promise<RunResult> {
  const world = await aWorld(stage, shape);
  current = world;
  try {
    const wrong = await play(world, script);
    return { shape, script, wrong, counts: world.counts, log: world.log };
  } finally {
    current = undefined;
    await tidy(world);
  }
}

/**
 * Nothing in a run is decided by anything but its seed. The first run of a process is not compared: it builds the prepared
 * statements, and a life counts each that is built as a statement more.
 */
export async function isRepeatable(stage: Stage, shape: Shape): Promise<boolean> {
  const script = scriptOf(shape);
  await run(stage, shape, script);
  const [one, other] = [await run(stage, shape, script), await run(stage, shape, script)];
  return one.log.join('\n') === other.log.join('\n');
}

async function play(world: World, script: readonly Step[]): Promise<string[]> {
  const watch = watchPhones(world);
  for (const step of script) {
    await world.time.until(START + step.at);
    say(world, `> ${sayStep(step).split('  ').slice(1).join('  ')}`);
    await perform(world, step);
    watch();
  }
  const late = await fairTime(world);
  await countSite(world);
  watch();
  return [...world.ledger.violations, ...late];
}

async function tidy(world: World): Promise<void> {
  for (const phone of world.phones) closeAll(phone);
  for (let i = 0; i < world.shape.replicas; i++) await world.server.stop(i);
  await world.time.settled();
  await world.truth.close();
  await world.database.remove();
  removeFolder(world.keysFolder);
}

let current: World | undefined;

/** In a browser these end in its console, and so they do here. What is thrown by none of them is a fault of ours. */
export function hearPages(): void {
  // Node warns of each rejection that is handled late, which in pages is an everyday thing.
  process.removeAllListeners('warning');
  process.on('uncaughtException', (error) => {
    if (isOfPage(error)) return current && say(current, `uncaught: ${error.stack}`);
    if (!current) throw error;
    current.ledger.violate(`the simulator itself: ${error.stack}`);
  });
  process.on('unhandledRejection', (reason) => {
    if (current) say(current, `unhandled: ${reason instanceof Error ? reason.stack : JSON.stringify(reason)}`);
    else if (!isOfPage(reason)) throw reason;
  });
}

/** By the name under which a page is compiled (browser/page.ts). */
const isOfPage = (error: unknown): boolean => error instanceof Error && (error.stack?.includes('page.js') ?? false);
