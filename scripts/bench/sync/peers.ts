/**
 * The same work by ours, by PouchDB with pouchdb-server and by RxDB alone, in turns on one phone-sized page at a quarter of
 * its speed: ten thousand tasks come down for the first time, a thousand events go up. The work is not equal: ours signs
 * each event, checks each signature, judges each, signs a receipt for each and puts all of it on the disk before it answers;
 * PouchDB's server keeps documents in LevelDB, RxDB's keeps them in memory, and neither checks anything.
 */
import type { Browser } from '@playwright/test';
import { launch, PHONE } from '../../../e2e/support/browser.ts';
import { ensureChromium } from '../../chromium.ts';
import { printFigure } from '../figures.ts';
import { type BenchServer, openBenchServer } from './bench-server.ts';
import { signPush, TASKS_A_PUSH } from './day.ts';
import { ourSide } from './peers/our-side.ts';
import { pouchSide } from './peers/pouch-side.ts';
import { rxdbSide } from './peers/rxdb-side.ts';
import { type Doc, EVENTS, type Pulled, type Pushed, type Side } from './peers/side.ts';
import { memoryOf } from './processes.ts';
import { documentsOf } from './pulling.ts';

/** The officer has some of the demo county besides. */
const DOCS = 10_000;

interface Round extends Pulled {
  readonly pushed: Pushed;
}

export async function benchPeers(n: number): Promise<void> {
  process.env.CHROMIUM_PATH = await ensureChromium();
  const server = await openBenchServer('sqlite', { tasks: DOCS, devices: EVENTS / 100 });
  const docs = await documentsOf(server.origin, server.county.cookie);
  const events = await signedEvents(server);
  const sides: Side[] = [];
  const browser = await launch();
  try {
    const ours = await ourSide(server);
    sides.push(ours, await pouchSide(docs, events), await rxdbSide(docs, events));
    const rounds = new Map(sides.map((side) => [side, [] as Round[]]));
    for (let round = 0; round < n; round++) {
      for (const side of sides) rounds.get(side)?.push(await oneRound(browser, side, round, docs.length));
    }
    console.log(`first pull of ${docs.length} tasks, then a push of ${EVENTS} events (CPU 4×)`);
    for (const [side, done] of rounds) print(side, done);
    printFigure({ what: `Liangma: signing ${EVENTS} events on the device besides`, values: ours.signed, unit: 'ms' });
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

/** What the others send: as large as what ours sends. */
async function signedEvents({ county }: BenchServer): Promise<Doc[]> {
  const pushes = await Promise.all(
    county.devices.map((device, i) => signPush(device, county.tasks.slice(i * TASKS_A_PUSH, (i + 1) * TASKS_A_PUSH))),
  );
  return pushes.flatMap(({ body }) =>
    (JSON.parse(body.toString()) as { newDocumentState: Doc }[]).map(({ newDocumentState }) => newDocumentState),
  );
}
