/**
 * A day in the field at the pace of a machine: forty inspections with three photos each through the screens, while the
 * network comes and goes. No clock is turned; what eight hours bring in changes comes in a few minutes.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { FieldPage } from '../pages/field-page.ts';
import { LoginPage } from '../pages/login-page.ts';
import { SyncCentrePage } from '../pages/sync-centre-page.ts';
import { launch, PHONE } from '../support/browser.ts';
import { deviceId, keptEvents, stored } from '../support/device-store.ts';
import { type GatedWay, gatedWay } from '../support/gated-way.ts';
import { eventsAtServer, issueMany } from '../support/office.ts';
import { takePictures } from '../support/pictures.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const INSPECTIONS = 40;
const PHOTOS_EACH = 3;
const EVENTS_EACH = 3;
/** One before each of the first inspections. */
const CHANGES = 25;
const NETWORKS = ['offline', 'slow', 'offline', 'portal', 'pass'] as const;
const RELOADS = [9, 19, 34];
/** With network: a new version has to be fetched. */
const UPDATE = 29;

const WORKER = fileURLToPath(new URL('../../web/app/build/service-worker.js', import.meta.url));
const built = readFileSync(WORKER);

let server: RunningServer;
let way: GatedWay;
let browser: Browser;

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
test.beforeAll(async ({}, info) => {
  server = await startServer(info.project.metadata.store);
  way = await gatedWay(server.origin);
  browser = await launch();
});
test.afterAll(async () => {
  writeFileSync(WORKER, built);
  await browser.close();
  await way.stop();
  await server.stop();
});

test('forty inspections and 120 photos over a network that changes 25 times, three reloads and an update', async () => {
  test.setTimeout(600_000);
  const tasks = await issueMany(server.origin, INSPECTIONS);
  const phone = await browser.newContext({ ...PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await phone.newPage();
  const pictures = await takePictures(page, INSPECTIONS * PHOTOS_EACH, 320);
  const field = new FieldPage(page);
  await new LoginPage(page, way.origin).signIn('wangjianguo', /\/field/);
  await field.ready();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

  for (const [n, task] of tasks.entries()) {
    await test.step(`inspection ${n + 1}`, async () => {
      if (n <= CHANGES) {
        const network = n < CHANGES ? (NETWORKS[n % NETWORKS.length] as (typeof NETWORKS)[number]) : 'pass';
        await phone.setOffline(network === 'offline');
        way.treat(() => (network === 'offline' ? 'pass' : network));
      }
      await page.goto(`${way.origin}/field/tasks/${task}`);
      await page.getByRole('link', { name: '出示检查任务码' }).click();
      await field.startInspection();
      await photograph(page, pictures.slice(n * PHOTOS_EACH, (n + 1) * PHOTOS_EACH));
      const kept = () => expect(page.getByText('已存在本机', { exact: true })).toHaveCount(PHOTOS_EACH);
      await kept();
      if (RELOADS.includes(n)) await page.reload();
      if (n === UPDATE) await update(page);
      await kept();
      await field.passRecord();
    });
  }

  await test.step('in the evening nothing waits: every record is accepted or says why not', async () => {
    const centre = new SyncCentrePage(page, way.origin);
    await centre.open();
    const standings = async () => [...new Set((await keptEvents(page)).map(({ sync }) => sync.state))].sort().join();
    await expect.poll(standings, { timeout: 120_000 }).toMatch(/^accepted(,rejected)?$/);
    const kept = await keptEvents(page);
    expect(kept).toHaveLength(INSPECTIONS * EVENTS_EACH);
    const parked = new Map(
      ((await stored(page, 'parked')) as { id: string; code: string }[]).map((p) => [p.id, p.code]),
    );
    for (const { id, sync } of kept) if (sync.state !== 'accepted') expect(parked.get(id)).toBeTruthy();
    expect(await stored(page, 'receipts')).toHaveLength(kept.length - parked.size);
    const held = await eventsAtServer(server.origin, await deviceId(page));
    expect(held.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
  });

  await test.step('no photo waits', async () => {
    const standing = async () =>
      ((await stored(page, 'photos')) as { upload: { state: string } }[]).map(({ upload }) => upload.state);
    await expect.poll(standing, { timeout: 120_000 }).toEqual(Array(INSPECTIONS * PHOTOS_EACH).fill('purged'));
  });
});

const photograph = (page: Page, pictures: readonly Buffer[]): Promise<void> =>
  page
    .getByRole('region', { name: /现场照片/ })
    .getByLabel('从相册选')
    .setInputFiles(pictures.map((buffer, i) => ({ name: `IMG_${i}.jpg`, mimeType: 'image/jpeg', buffer })));

async function update(page: Page): Promise<void> {
  appendFileSync(WORKER, '\n// another version\n');
  await page.evaluate(async () => {
    Object.assign(globalThis, { sameDocument: true });
    await (await navigator.serviceWorker.getRegistration('/'))?.update();
  });
  await page.getByRole('button', { name: '现在更新' }).click();
  // The old worker has to end what it is about.
  const same = () => page.evaluate(() => 'sameDocument' in globalThis).catch(() => true);
  await expect.poll(same, { timeout: 60_000 }).toBe(false);
}
