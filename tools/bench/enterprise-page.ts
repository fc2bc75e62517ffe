/** The page behind the QR: bytes, requests and time on a poor phone with a poor network; and without any. */

import { bestEffort } from '@liangma/testing/best-effort';
import { launch, PHONE } from '@liangma/testing/browser';
import { issueCode } from '@liangma/testing/office';
import { type RunningServer, startServer } from '@liangma/testing/server';
import { untilWorkerActive } from '@liangma/testing/worker-active';
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { printFigure } from './figures.ts';

const RUNS = 7;
const REPEATS = 15;
const SLOW = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const VERDICT = '.verdict h1';

export async function benchEnterprisePage(): Promise<void> {
  const server = await startServer('sqlite');
  const browser = await launch();
  try {
    const { code } = await issueCode(server.origin);
    await firstLoads(browser, code);
    await offlineRepeats(browser, server, code);
  } finally {
    await browser.close();
    await bestEffort(server.stop(), 'the offline start has stopped it already');
  }
}

interface Load {
  readonly bytes: number;
  readonly requests: number;
  readonly later: number;
  readonly ms: number;
}

async function firstLoads(browser: Browser, code: string): Promise<void> {
  const loads: Load[] = [];
  for (let i = 0; i < RUNS; i++) loads.push(await firstLoad(browser, code));
  console.log('/c, first load (400 ms RTT, 400 kbit/s, CPU 4×)');
  printFigure({
    what: 'over the wire until the verdict, gzip, with headers',
    values: loads.map((l) => l.bytes / 1000),
    unit: 'kB',
    goal: 20,
  });
  printFigure({ what: 'requests until the verdict', values: loads.map((l) => l.requests), unit: '', goal: 4 });
  printFigure({ what: 'navigation → verdict on screen', values: loads.map((l) => l.ms), unit: 'ms', goal: 1500 });
  printFigure({
    what: 'afterwards, in idle, so that all works offline',
    values: loads.map((l) => l.later / 1000),
    unit: 'kB',
  });
}

async function firstLoad(browser: Browser, code: string): Promise<Load> {
  // Many a proxy passes nothing better than gzip.
  const context = await browser.newContext({
    ...PHONE,
    locale: 'zh-CN',
    extraHTTPHeaders: { 'accept-encoding': 'gzip' },
  });
  const page = await context.newPage();
  const cdp = await slow(context, page, SLOW);
  const wire = { bytes: 0, requests: 0 };
  cdp.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('data:')) wire.requests += 1;
  });
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    wire.bytes += encodedDataLength;
  });
  const ms = await untilVerdict(page, code);
  await page.waitForTimeout(150);
  const first = { ...wire };
  await page.waitForTimeout(4000);
  await context.close();
  return { bytes: first.bytes, requests: first.requests, later: wire.bytes - first.bytes, ms };
}

/** By the wall clock: from the command to navigate until the verdict has been painted. */
async function untilVerdict(page: Page, code: string): Promise<number> {
  await page.addInitScript(watchVerdict, VERDICT);
  const start = Date.now();
  await page.goto(code, { waitUntil: 'commit' });
  const shown = await page.waitForFunction(
    () => (globalThis as unknown as { verdictAt?: number }).verdictAt,
    undefined,
    {
      polling: 50,
    },
  );
  return ((await shown.jsonValue()) as number) - start;
}

function watchVerdict(selector: string): void {
  const look = () => {
    if (document.querySelector(selector)) {
      requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis, { verdictAt: Date.now() })));
    } else requestAnimationFrame(look);
  };
  look();
}

async function slow(context: BrowserContext, page: Page, network: typeof SLOW | undefined): Promise<CDPSession> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  if (network) await cdp.send('Network.emulateNetworkConditions', network);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return cdp;
}

async function offlineRepeats(browser: Browser, server: RunningServer, code: string): Promise<void> {
  const context = await browser.newContext({ ...PHONE, locale: 'zh-CN' });
  const first = await context.newPage();
  await untilVerdict(first, code);
  await untilWorkerActive(first, '/c');
  await first.waitForTimeout(2000);
  await first.close();
  await server.stop();
  const inNewTab: number[] = [];
  for (let i = 0; i <= REPEATS; i++) {
    const page = await context.newPage();
    await slow(context, page, undefined);
    const ms = await untilVerdict(page, code);
    // The first wakes what the browser had put to sleep.
    if (i > 0) inNewTab.push(ms);
    await page.close();
  }
  const inOpenTab: number[] = [];
  const open = await context.newPage();
  await slow(context, open, undefined);
  for (let i = 0; i <= REPEATS; i++) {
    await open.goto(`${server.origin}/c`);
    await open.waitForTimeout(500);
    const ms = await untilVerdict(open, code.replace('#', '/'));
    if (i > 0) inOpenTab.push(ms);
  }
  await context.close();
  const what = 'repeat visit, server gone: navigation → verdict (CPU 4×)';
  printFigure({ what: `${what}, new tab`, values: inNewTab, unit: 'ms', goal: 200 });
  printFigure({ what: `${what}, open tab`, values: inOpenTab, unit: 'ms', goal: 200 });
}
