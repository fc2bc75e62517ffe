/** A county of 74,000 enterprises on a poor phone: the first pack, searchable, and a hundred changes after it. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bestEffort } from '@liangma/testing/best-effort';
import { launch, PHONE } from '@liangma/testing/browser';
import { type RunningServer, startServer } from '@liangma/testing/server';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { systemClock, systemRandom } from '../../sync-server/src/adapters/runtime.ts';
import { openSqliteStore } from '../../sync-server/src/adapters/sql/sql-store.ts';
import { demoEnterprises } from '../../sync-server/src/demo/enterprises.ts';
import { fillDemo } from '../../sync-server/src/demo/fill-demo.ts';
import { printFigure } from './figures.ts';

const RUNS = 5;
const ENTERPRISES = 74_000;
const CHANGES = 100;
const cli = fileURLToPath(new URL('../../sync-server/bin/liangma.mjs', import.meta.url));

export async function benchPacks(): Promise<void> {
  const server = await startServer('sqlite', [], fillCounty);
  const browser = await launch();
  const firsts: Got[] = [];
  const deltas: Got[] = [];
  try {
    for (let run = 0; run < RUNS; run++) {
      const context = await browser.newContext({ ...PHONE, locale: 'zh-CN' });
      const page = await context.newPage();
      firsts.push(await firstPack(context, page, server.origin));
      deltas.push(await oneDelta(page, server, run));
      await context.close();
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  console.log(`county pack, ${ENTERPRISES} enterprises (CPU 4×)`);
  printFigure({ what: 'asked for → searchable', values: firsts.map(({ ms }) => ms), unit: 'ms', goal: 15_000 });
  printFigure({ what: 'over the wire', values: firsts.map(({ bytes }) => bytes / 1e6), unit: 'MB', goal: 14 });
  printFigure({ what: `delta of ${CHANGES} changes`, values: deltas.map(({ ms }) => ms), unit: 'ms', goal: 1000 });
  printFigure({ what: '  over the wire', values: deltas.map(({ bytes }) => bytes / 1000), unit: 'kB' });
}

async function fillCounty(folder: string): Promise<void> {
  const store = await openSqliteStore(folder, 'bench');
  await fillDemo(store, { clock: systemClock, random: systemRandom }, 'county');
  await store.close();
}

interface Got {
  readonly ms: number;
  readonly bytes: number;
}

/** From the first request for the pack until the row that says it is whole, which the search page waits for. */
async function firstPack(context: BrowserContext, page: Page, origin: string): Promise<Got> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const wire = watchPacks(cdp);
  await page.goto(`${origin}/login`);
  await page.getByLabel('账号', { exact: true }).fill('wangjianguo');
  await page.getByLabel('密码').fill('liangma-demo');
  await page.getByRole('button', { name: '登录' }).click();
  const found = await newerPackFound(page, 0);
  return { ms: found - wire.began(), bytes: wire.bytes() };
}

/** The register changes; the phone asks again when its copy is a day old, as it is made to be here. */
async function oneDelta(page: Page, server: RunningServer, run: number): Promise<Got> {
  const file = join(server.folder, 'changes.jsonl');
  const changed = demoEnterprises(ENTERPRISES)
    .filter((_, i) => i % 739 === run)
    .slice(0, CHANGES)
    .map((enterprise) => JSON.stringify({ ...enterprise, address: `${enterprise.address}（${run}）` }));
  writeFileSync(file, changed.join('\n'));
  const env = { ...process.env, LIANGMA_DATA: join(server.folder, 'data'), NODE_ENV: 'test' };
  const taken = spawnSync(process.execPath, [cli, 'registry', 'import', 'enterprises', file], {
    env,
    encoding: 'utf8',
  });
  if (taken.status !== 0) throw new Error(taken.stderr);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const wire = watchPacks(cdp);
  const before = await ageCopy(page);
  await page.reload();
  const found = await newerPackFound(page, before);
  return { ms: found - wire.began(), bytes: wire.bytes() };
}

function watchPacks(cdp: CDPSession): { began(): number; bytes(): number } {
  const urls = new Set<string>();
  const seen = { began: 0, bytes: 0 };
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.includes('/api/packs/')) return;
    urls.add(requestId);
    if (seen.began === 0) seen.began = Date.now();
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (urls.has(requestId)) seen.bytes += encodedDataLength;
  });
  return { began: () => seen.began, bytes: () => seen.bytes };
}

/** Waits until the pack row has a newer number than `after`. Asked from outside: a page may be on its way to another. */
async function newerPackFound(page: Page, after: number): Promise<number> {
  for (let tries = 0; tries < 3000; tries++) {
    const found = await bestEffort(page.evaluate(newerPack, after), 'the page is reloading');
    if (found !== undefined && found !== false) return found;
    await page.waitForTimeout(100);
  }
  throw new Error('no pack came');
}

async function newerPack(after: number): Promise<number | false> {
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.includes('wangjianguo')) continue;
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open(name);
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    try {
      if (!db.objectStoreNames.contains('packs')) continue;
      const rows = await new Promise<{ seq: number }[]>((resolve) => {
        const all = db.transaction('packs').objectStore('packs').getAll();
        all.onsuccess = () => resolve(all.result);
      });
      if (rows.some(({ seq }) => seq > after)) return Date.now();
    } finally {
      db.close();
    }
  }
  return false;
}

/** Makes the copy a week old and gives its number. */
async function ageCopy(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.includes('wangjianguo')) continue;
      const db = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open(name);
        open.onsuccess = () => resolve(open.result);
      });
      if (!db.objectStoreNames.contains('packs')) continue;
      return new Promise<number>((resolve) => {
        const store = db.transaction('packs', 'readwrite').objectStore('packs');
        const all = store.getAll();
        all.onsuccess = () => {
          const [row] = all.result;
          const put = store.put({ ...row, at: row.at - 7 * 86_400_000 });
          put.onsuccess = () => {
            db.close();
            resolve(row.seq);
          };
        };
      });
    }
    return 0;
  });
}
