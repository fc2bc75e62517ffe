/**
 * Cost of one event on the device that makes it, from the press until it is signed, chained and on the disk, in a page at a
 * quarter of its speed. Officers make an event every few minutes, so that each by itself is what they wait for; in a row the
 * page stays warm. Signature and hash take less than a millisecond. The write takes half of the rest; the other half are the
 * counts of the sync status, which Dexie reads again before the caller goes on.
 */
import { fileURLToPath } from 'node:url';
import { launch, PHONE } from '@liangma/testing/browser';
import { ensureChromium } from '@liangma/testing/chromium';
import { bundlePage } from '@liangma/testing/engine/bundle';
import type { Browser, Page } from '@playwright/test';
import { buildWeb } from '../../start/build.ts';
import { median, printFigure } from '../figures.ts';
import { openBenchServer } from './bench-server.ts';
import { ourSide } from './peers/our-side.ts';
import { call, openPage } from './peers/page.ts';

/** Tasks whose four events each round makes, by themselves and then in a row. */
const TASKS = 15;
const EVENTS = 4 * TASKS;
/** Long enough for the screens to have followed, ms. */
const PAUSE = 60;
const GOAL = 15;

export async function benchDevice(n: number): Promise<void> {
  process.env.CHROMIUM_PATH = await ensureChromium();
  // The field app finds in the server's pages what it trusts.
  await buildWeb({ onlyStale: true });
  const server = await openBenchServer('sqlite', { tasks: 2 * TASKS, devices: 1 });
  const ours = await ourSide(server);
  const shop = await bundlePage(fileURLToPath(new URL('./shop-event-page.ts', import.meta.url)));
  const browser = await launch();
  const alone: number[] = [];
  const inRow: number[] = [];
  const answers: number[] = [];
  try {
    for (let round = 0; round < n; round++) {
      await onPhone(browser, async (page) => {
        await ours.open(page);
        await ours.pull(page);
        alone.push(median(await ours.make(page, 0, TASKS, PAUSE)));
        inRow.push(median(await ours.make(page, TASKS, TASKS, 0)));
      });
      await onPhone(browser, async (page) => {
        await openPage(page, server.origin, shop);
        answers.push(median(await call<number[]>(page, 'shop', 'make', EVENTS, PAUSE)));
      });
    }
    console.log(`${EVENTS} events made without network (CPU 4×), medians of each round`);
    printFigure({ what: 'an event of the field app, by itself', values: alone, unit: 'ms', goal: GOAL });
    printFigure({ what: '… in a row', values: inRow, unit: 'ms', goal: GOAL });
    printFigure({ what: 'an answer on the page behind the QR', values: answers, unit: 'ms', goal: GOAL });
  } finally {
    await browser.close();
    await ours.stop();
  }
}

async function onPhone(browser: Browser, run: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ ...PHONE, locale: 'zh-CN' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await run(page);
  await context.close();
}
