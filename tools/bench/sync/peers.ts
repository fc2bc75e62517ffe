/**
 * The same work by ours, by PouchDB with pouchdb-server and by RxDB alone, in turns on one phone-sized page at a quarter of
 * its speed: ten thousand tasks come down for the first time, a thousand events go up. The work is not equal: ours signs
 * each event, checks each signature, judges each, signs receipts and puts all of it on the disk before it answers; PouchDB's
 * server keeps documents in LevelDB, RxDB's keeps them in memory, and neither checks anything. So that processor time can be
 * read like with like, a second pouchdb-server verifies each event and signs receipts by our own code before it keeps them;
 * what is in an event it does not look at either. Each server has had four thousand events before the first round.
 */

import { launch, PHONE } from '@liangma/testing/browser';
import { ensureChromium } from '@liangma/testing/chromium';
import type { County, EnrolledDevice } from '@liangma/testing/county';
import type { Browser } from '@playwright/test';
import { buildWeb } from '../../start/build.ts';
import { printFigure } from '../figures.ts';
import { openBenchServer } from './bench-server.ts';
import { type Push, signPush, TASKS_A_PUSH } from './day.ts';
import { ourSide } from './peers/our-side.ts';
import { pouchSide } from './peers/pouch-side.ts';
import { rxdbSide } from './peers/rxdb-side.ts';
import { EVENTS, type Pulled, type Pushed, rowsIn, type Side } from './peers/side.ts';
import { memoryOf } from './processes.ts';
import { documentsOf } from './pulling.ts';

/** The officer has some of the demo county besides. */
const DOCS = 10_000;
/** Pushes of a hundred events, by devices of their own, of tasks that no round comes to. */
const WARMING = 40;

interface Round extends Pulled {
  readonly pushed: Pushed;
}

export async function benchPeers(n: number): Promise<void> {
  process.env.CHROMIUM_PATH = await ensureChromium();
  // Our page finds in the server's pages what it trusts.
  await buildWeb({ onlyStale: true });
  const server = await openBenchServer('sqlite', { tasks: DOCS, devices: EVENTS / 100 + WARMING });
  const warming = await pushesOf(
    server.county.devices.slice(-WARMING),
    server.county.tasks.slice(-WARMING * TASKS_A_PUSH),
  );
  const ours = await ourSide(server);
  await ours.warm(warming);
  const docs = await documentsOf(server.origin, server.county.cookie);
  const sending = server.county.devices.slice(0, -WARMING);
  const events = (await pushesOf(sending, server.county.tasks)).flatMap(rowsIn);
  const others = [
    await pouchSide(docs, events),
    await pouchSide(docs, events, server.county.devices),
    await rxdbSide(docs, events),
  ];
  for (const side of others) await side.warm(warming);
  const sides: readonly Side[] = [ours, ...others];
  const browser = await launch();
  try {
    const rounds = new Map(sides.map((side) => [side, [] as Round[]]));
    for (let round = 0; round < n; round++) {
      for (const side of sides) rounds.get(side)?.push(await oneRound(browser, side, round, docs.length));
    }
    console.log(`first pull of ${docs.length} tasks, then a push of ${EVENTS} events (CPU 4×)`);
    for (const [side, done] of rounds) print(side, done);
    printFigure({
      what: 'Liangma: making one event on the device: signed, chained, durable',
      values: ours.making,
      unit: 'ms',
      goal: 15,
    });
  } finally {
    await browser.close();
    for (const side of sides) await side.stop();
  }
}

async function oneRound(browser: Browser, side: Side, round: number, count: number): Promise<Round> {
  const context = await browser.newContext({ ...PHONE, locale: 'zh-CN' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await side.open(page);
  const pulled = await side.pull(page);
  if (pulled.count !== count) throw new Error(`${side.name} pulled ${pulled.count}`);
  const pushed = await side.push(page, round);
  await context.close();
  return { ...pulled, pushed };
}

function print({ name, pid }: Side, rounds: readonly Round[]): void {
  const of = (value: (round: Round) => number) => rounds.map(value);
  printFigure({ what: `${name}: pull`, values: of(({ ms }) => ms), unit: 'ms' });
  printFigure({ what: '… on the device', values: of(({ disk }) => disk), unit: 'MB' });
  printFigure({ what: '… push', values: of(({ pushed }) => pushed.ms), unit: 'ms' });
  printFigure({ what: '… the server’s processor time', values: of(({ pushed }) => pushed.cpu), unit: 'µs/event' });
  printFigure({ what: '… and its memory', values: [memoryOf(pid)], unit: 'MB' });
}

/** Signs one push for each device, with the tasks in their order. */
const pushesOf = (devices: readonly EnrolledDevice[], tasks: County['tasks']): Promise<Push[]> =>
  Promise.all(devices.map((device, i) => signPush(device, tasks.slice(i * TASKS_A_PUSH, (i + 1) * TASKS_A_PUSH))));
