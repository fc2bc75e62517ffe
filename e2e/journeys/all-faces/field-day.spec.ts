/**
 * A day in the field: from 08:30 to 16:30 by the clocks of phone and server, inspections with three photos each
 * through the screens, while the network comes and goes. The clocks are turned on between what a person does, so that the
 * day takes some minutes; the phone's timers come due with it.
 */

import { PHONE } from '@liangma/testing/browser';
import { eventsAtServer, issueMany, photosAtServer } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import { FieldPage } from '../../pages/field-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { UpdateBar } from '../../pages/update-bar.ts';
import { deviceId, keptEvents, receiptedEvents, stored } from '../../support/device-store.ts';
import { day } from '../../support/form-dates.ts';
import { gated, served } from '../../support/journey.ts';
import { NIGHT } from '../../support/night.ts';
import { takePictures } from '../../support/pictures.ts';
import { readQr } from '../../support/read-qr.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Tomorrow's morning, because a clock only ever goes forward. */
const MORNING = Date.parse(`${day(1)}T08:30:00+08:00`);
const WORKING_DAY = 8 * HOUR;
const INSPECTIONS = 40;
const PHOTOS_EACH = 3;
const EVENTS_EACH = 3;
/** Changes of the network: one before each of the first inspections. */
const CHANGES = 25;
const NETWORKS = ['offline', 'slow', 'offline', 'portal', 'pass'] as const;
const RELOADS = [9, 19, 34];
/** Inspections at which the enterprise scans the code with network. */
const SCANNED = [4, 14, 24, 32, 39];
/** With network: a new version has to be fetched. */
const UPDATE = 29;

/** Shares of the time for one inspection: on the way, showing the code, looking around, filling in. */
const WAY = 3 * MINUTE;
const SHOWING = 40 * SECOND;
const LOOKING = 4 * MINUTE;
const FILLING = WORKING_DAY / INSPECTIONS - WAY - SHOWING - LOOKING;

/** ms by which both clocks are ahead of the machine's. */
let ahead = MORNING - Date.now();

const test = gated.extend({ server: served(undefined, ahead) });

test('from 08:30 to 16:30: inspections and photos while the network comes and goes, with reloads and an update', {
  tag: NIGHT,
}, async ({ server, way, newPage }) => {
  test.setTimeout(900_000);
  const tasks = await issueMany(server.origin, INSPECTIONS, windowOf);
  const page = await newPage(PHONE);
  const phone = page.context();
  const pictures = await takePictures(page, INSPECTIONS * PHOTOS_EACH, 320);
  await phone.clock.install({ time: Date.now() + ahead });
  const passes = async (ms: number): Promise<void> => {
    ahead += ms;
    await server.turn(ahead);
    await phone.clock.fastForward(ms);
  };
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
      await passes(WAY);
      await field.openTask(task);
      await page.getByRole('link', { name: '出示检查任务码' }).click();
      await expect(field.qr).toBeVisible();
      await passes(SHOWING);
      await expect(page.getByText(/^动态码 · \d+ 秒后刷新$/)).toBeVisible();
      if (SCANNED.includes(n)) await scanned(await newPage(PHONE), server.origin, await field.qr.screenshot());
      await field.startInspection();
      await passes(LOOKING);
      await photograph(page, pictures.slice(n * PHOTOS_EACH, (n + 1) * PHOTOS_EACH));
      const kept = () => expect(page.getByText('已存在本机', { exact: true })).toHaveCount(PHOTOS_EACH);
      await kept();
      if (RELOADS.includes(n)) await page.reload();
      if (n === UPDATE) {
        const update = new UpdateBar(page);
        await update.arrives(way);
        await update.accept();
      }
      await kept();
      await passes(FILLING);
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
    // The phone keeps a receipt when it has verified it.
    const receipted = await receiptedEvents(page);
    const held = await eventsAtServer(server.origin, await deviceId(page));
    expect(held.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
    const accepted = held.filter(({ sync }) => sync.state === 'accepted');
    expect(accepted).toHaveLength(kept.length - parked.size);
    expect(receipted.map(({ id, checked }) => `${id} ${checked.signed}`).sort()).toEqual(
      accepted.map(({ id, sync }) => `${id} ${sync.receipt}`).sort(),
    );
  });

  await test.step('no photo waits: each is at the server', async () => {
    const standing = async () =>
      ((await stored(page, 'photos')) as { upload: { state: string } }[]).map(({ upload }) => upload.state);
    await expect.poll(standing, { timeout: 120_000 }).toEqual(Array(INSPECTIONS * PHOTOS_EACH).fill('purged'));
    for (const task of tasks) expect(await photosAtServer(server.origin, task)).toEqual(Array(PHOTOS_EACH).fill(true));
    await expect(new SyncCentrePage(page, way.origin).pill).toHaveText(/^\s*同步：\s*已同步 \d\d:\d\d\s*$/);
  });

  await test.step('eight hours have passed, one thing after another, by the clocks of both', async () => {
    const made = (await keptEvents(page)).sort((a, b) => a.seq - b.seq).map(({ at }) => at);
    expect(made).toEqual([...made].sort((a, b) => a - b));
    const [first, last] = [made[0] ?? 0, made.at(-1) ?? 0];
    expect(first - MORNING).toBeLessThan(WORKING_DAY / INSPECTIONS);
    expect(last - first).toBeGreaterThan(WORKING_DAY - WORKING_DAY / INSPECTIONS);
    const received = (await receiptedEvents(page)).map(({ checked }) => checked.receivedAt);
    const trust = ((await stored(page, 'files')) as { name: string; at: number }[]).find(
      ({ name }) => name === 'trust',
    );
    expect(MORNING + WORKING_DAY - (trust?.at ?? 0)).toBeLessThan(HOUR);
    expect(Math.max(...received) - last).toBeGreaterThanOrEqual(0);
    expect(Math.max(...received) - Math.min(...received)).toBeGreaterThan(WORKING_DAY - HOUR);
  });
});

/** Half an hour before it is their turn until two hours after. */
function windowOf(n: number): { from: number; to: number } {
  const turn = MORNING + (n * WORKING_DAY) / INSPECTIONS;
  return { from: turn - HOUR / 2, to: turn + 2 * HOUR };
}

/** By a phone whose clock is right: it is live, and let in. */
async function scanned(page: Page, origin: string, picture: Buffer): Promise<void> {
  await page.clock.install({ time: Date.now() + ahead });
  const shop = new EnterprisePage(page);
  const { pathname, hash } = new URL(await readQr(page, picture));
  await page.goto(origin + pathname + hash);
  await shop.expectGenuine();
  await expect(page.getByText(/前有效 · 动态码$/)).toBeVisible();
  await shop.confirm();
  await page.context().close();
}

const photograph = (page: Page, pictures: readonly Buffer[]): Promise<void> =>
  page
    .getByRole('region', { name: /现场照片/ })
    .getByLabel('从相册选')
    .setInputFiles(pictures.map((buffer, i) => ({ name: `IMG_${i}.jpg`, mimeType: 'image/jpeg', buffer })));
