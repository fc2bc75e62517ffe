/** The field app, opened cold without network on a phone that holds 10,000 records. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bestEffort } from '@liangma/testing/best-effort';
import { LAUNCH, PHONE } from '@liangma/testing/browser';
import { startServer } from '@liangma/testing/server';
import { untilWorkerActive } from '@liangma/testing/worker-active';
import { type BrowserContext, chromium } from '@playwright/test';
import { openSqliteStore } from '../../sync-server/src/adapters/sql/sql-store.ts';
import { demoCounty } from '../../sync-server/src/demo/county.ts';
import { addTask } from '../../sync-server/src/ports/directory.ts';
import { committed } from '../../sync-server/src/ports/store.ts';
import { printFigure } from './figures.ts';

const RUNS = 5;
const RECORDS = 10_000;
const USABLE = '[data-list="today"] a, main ul a';

export async function benchField(): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'liangma-phone-'));
  const server = await startServer('sqlite', [], (folder) => giveTasks(folder, RECORDS));
  try {
    await firstPull(profile, server.origin);
    await server.stop();
    const times: number[] = [];
    for (let i = 0; i < RUNS; i++) times.push(await coldStart(profile, server.origin));
    console.log(`field app with ${RECORDS} records`);
    printFigure({ what: 'offline cold start → usable list (CPU 4×)', values: times, unit: 'ms', goal: 1000 });
  } finally {
    await bestEffort(server.stop(), 'the offline start has stopped it already');
    rmSync(profile, { recursive: true, force: true });
  }
}

/** 王建国 gets the demo county's inspections over and over, until there are enough, a dozen of them today. */
async function giveTasks(folder: string, count: number): Promise<void> {
  const now = Date.now();
  const { tasks, accounts } = demoCounty('small', now);
  const officer = accounts.find((account) => account.account === 'wangjianguo')?.actor.officer;
  const store = await openSqliteStore(folder, 'bench');
  const recorded = tasks.filter((task) => task.state === 'recorded');
  await store.write(async (tx) => {
    for (let i = 0; i < count; i++) {
      const task = recorded[i % recorded.length];
      if (!task || !officer) throw new Error('the demo county has no inspections');
      const id = `01900000-${String(i >> 16).padStart(4, '0')}-7000-8000-${(i & 0xffff).toString(16).padStart(12, '0')}`;
      const from = i < 12 ? now - 3_600_000 : task.window.from - (i % 300) * 86_400_000;
      const own = {
        id,
        window: { from, to: from + 7_200_000 },
        officers: [{ id: officer, name: '王建国', certificate: '62062300017' }],
      };
      await addTask(tx, '6206', await tx.shards.next('6206'), { ...task, ...own } as typeof task);
    }
    return committed(undefined, { shard: '', id: 'bench', at: now, actor: 'bench', action: 'bench', subject: '' });
  });
  await store.close();
}

const phone = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    ...PHONE,
    locale: 'zh-CN',
    ...LAUNCH,
  });

async function firstPull(profile: string, origin: string): Promise<void> {
  const context = await phone(profile);
  const page = await context.newPage();
  await page.goto(`${origin}/login`);
  await page.getByLabel('账号', { exact: true }).fill('wangjianguo');
  await page.getByLabel('密码').fill('liangma-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/field/);
  await page.locator(USABLE).first().waitFor({ timeout: 120_000 });
  for (let waited = 0; (await page.evaluate(pulled)) < RECORDS; waited += 500) {
    if (waited > 180_000) throw new Error('the records do not come');
    await page.waitForTimeout(500);
  }
  await untilWorkerActive(page, '/');
  await context.close();
}

/** Tasks in the device's database: those in rows of their own, and those in blocks. */
async function pulled(): Promise<number> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await settled(indexedDB.open('liangma-wangjianguo'));
  const stores = db.transaction(['tasks', 'taskLines']);
  const single = await settled(stores.objectStore('tasks').count());
  const pages = (await settled(stores.objectStore('taskLines').getAll())) as { count: number }[];
  db.close();
  return pages.reduce((sum, { count }) => sum + count, single);
}

async function coldStart(profile: string, origin: string): Promise<number> {
  const context = await phone(profile);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript((selector) => {
    const look = () => {
      if (document.querySelector(selector)) {
        requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis, { usableAt: Date.now() })));
      } else requestAnimationFrame(look);
    };
    look();
  }, USABLE);
  const start = Date.now();
  await page.goto(`${origin}/field`, { waitUntil: 'commit' });
  const at = await page.waitForFunction(() => (globalThis as unknown as { usableAt?: number }).usableAt, undefined, {
    polling: 50,
    timeout: 60_000,
  });
  const ms = ((await at.jsonValue()) as number) - start;
  await context.close();
  return ms;
}
