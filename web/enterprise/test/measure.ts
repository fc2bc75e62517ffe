/**
 * First load on a poor phone and a poor network, and a repeat visit without any, against the test server (gzip).
 *   node test/measure.ts      (needs `npm run build` before)
 */
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { startTestServer, type TestServer } from './server.ts';

const RUNS = 5;
const NETWORK = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, locale: 'zh-CN' };
const HEADING = '检查任务码真实有效';

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

/** When the heading had been painted, by the page's clock: ms since the start of the navigation. */
async function verdictAt(page: Page, address: string): Promise<number> {
  await page.addInitScript((heading) => {
    const look = () => {
      if (document.querySelector('h1')?.textContent === heading)
        requestAnimationFrame(() => setTimeout(() => Object.assign(window, { verdictAt: performance.now() })));
      else requestAnimationFrame(look);
    };
    look();
  }, HEADING);
  await page.goto(address, { waitUntil: 'commit' });
  const at = await page.waitForFunction(() => (window as unknown as { verdictAt?: number }).verdictAt, undefined, {
    polling: 50,
  });
  return (await at.jsonValue()) as number;
}

interface Throttle {
  readonly network: boolean;
  /** Measures browsers where WebCrypto does not know Ed25519. */
  readonly withoutEd25519: boolean;
}

async function openThrottled(context: BrowserContext, { network, withoutEd25519 }: Throttle) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  if (network) await cdp.send('Network.emulateNetworkConditions', NETWORK);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  if (withoutEd25519) {
    await page.addInitScript(() => {
      const unknown = () => Promise.reject(new DOMException('unknown', 'NotSupportedError'));
      Object.assign(crypto.subtle, { generateKey: unknown });
    });
  }
  return { page, cdp };
}

async function firstLoad(browser: Browser, { office, origin }: TestServer, withoutEd25519: boolean) {
  const context = await browser.newContext(PHONE);
  const { page, cdp } = await openThrottled(context, { network: true, withoutEd25519 });
  const wire = { bytes: 0, requests: 0 };
  cdp.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.startsWith('http')) wire.requests++;
  });
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    wire.bytes += encodedDataLength;
  });
  const ms = await verdictAt(page, await office.code(origin));
  await page.waitForTimeout(100);
  const first = { ...wire, ms };
  await page.waitForTimeout(5000);
  await context.close();
  return { ...first, later: wire.bytes - first.bytes };
}

/** Codes opened without network: printed, or live with so many hours of the window gone and a minute to go. */
const KINDS = { printed: undefined, 'live after 4 h': 4, 'live after 24 h': 24 } as const;

function codeOf({ office, origin }: TestServer, hours: number | undefined): Promise<string> {
  if (hours === undefined) return office.code(origin);
  const expires = Math.floor(Date.now() / 1000) + 60;
  return office.liveCode(origin, { notBefore: expires - hours * 3600, expires });
}

async function repeats(browser: Browser, server: TestServer): Promise<Record<string, number[]>> {
  const context = await browser.newContext(PHONE);
  const first = await context.newPage();
  await verdictAt(first, await server.office.code(server.origin));
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await first.waitForTimeout(2500);
  await first.close();
  await server.stop();
  const times: Record<string, number[]> = {};
  for (let run = 0; run < RUNS; run++) {
    for (const [kind, hours] of Object.entries(KINDS)) {
      const code = await codeOf(server, hours);
      const { page } = await openThrottled(context, { network: false, withoutEd25519: false });
      times[kind] = [...(times[kind] ?? []), await verdictAt(page, code)];
      await page.close();
    }
  }
  await context.close();
  return times;
}

const server = await startTestServer(4310);
const executablePath = process.env.CHROMIUM_PATH;
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
for (const withoutEd25519 of [false, true]) {
  const loads: Awaited<ReturnType<typeof firstLoad>>[] = [];
  for (let run = 0; run < RUNS; run++) loads.push(await firstLoad(browser, server, withoutEd25519));
  const figure = (key: 'bytes' | 'requests' | 'ms' | 'later') => Math.round(median(loads.map((load) => load[key])));
  console.log(withoutEd25519 ? 'first load, without Ed25519 in WebCrypto' : 'first load');
  console.log(`  until the verdict: ${figure('bytes')} bytes, ${figure('requests')} requests, ${figure('ms')} ms`);
  console.log(`  afterwards, in idle: ${figure('later')} bytes`);
}
console.log('repeat visits, server gone, codes never seen');
for (const [kind, times] of Object.entries(await repeats(browser, server)))
  console.log(`  ${kind}: ${Math.round(median(times))} ms (${times.map(Math.round).join(', ')})`);
await browser.close();
