/** Chromium killed while it sends and while it fetches, and started again over the same profile. Three times each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillCounty } from '@liangma/testing/county';
import { eventsAtServer, issueAt } from '@liangma/testing/office';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { FieldPage } from '../../pages/field-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { deviceId, keptEvents, keptTasks, receiptedEvents, stored } from '../../support/device-store.ts';
import { served, gated as test } from '../../support/journey.ts';
import { kill, startPhone } from '../../support/killable-browser.ts';
import { isEventPull, isPush, isTaskPull } from '../../support/network-gate.ts';
import { NIGHT } from '../../support/night.ts';

/** Three pages of a pull. */
const TASKS = 2_400;
const ROUNDS = [1, 2, 3] as const;
/** Each round starts a browser twice. */
test.describe.configure({ timeout: 420_000 });
const PLACES = { 1: '天祝雪域食品', 2: '文具店', 3: '康源大药房' } as const;
const NAMES = ['出示检查任务码', '开始检查', '检查笔录'];

const profiles: string[] = [];

test.afterAll(() => {
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true });
});

function newProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'liangma-phone-'));
  profiles.push(profile);
  return profile;
}

const pageOf = async (phone: BrowserContext): Promise<Page> => phone.pages()[0] ?? (await phone.newPage());

test('killed while the server has taken its records and not been heard: each is accepted once', { tag: NIGHT }, async ({
  server,
  way,
}) => {
  const profile = newProfile();
  let phone = await startPhone(profile);
  let page = await pageOf(phone);
  await new LoginPage(page, way.origin).signIn('wangjianguo', /\/field/);
  await new FieldPage(page).ready();
  // Signed in yesterday: a browser keeps its cookies half a minute after it got them.
  await phone.close();
  for (const round of ROUNDS) {
    const { id: task } = await issueAt(server.origin, PLACES[round]);
    await test.step(`round ${round}: three records without network`, async () => {
      phone = await startPhone(profile);
      page = await pageOf(phone);
      const field = new FieldPage(page);
      await page.goto(`${way.origin}/field/tasks/${task}`);
      await page.getByRole('link', { name: '出示检查任务码' }).waitFor();
      await phone.setOffline(true);
      await page.getByRole('link', { name: '出示检查任务码' }).click();
      await expect(field.qr).toBeVisible();
      await field.startInspection();
      await field.passRecord();
      await expect.poll(async () => (await keptEvents(page)).length).toBe(3 * round);
    });
    const made = (await keptEvents(page)).map(({ id }) => id).sort();
    const device = await deviceId(page);

    await test.step('the server takes them; before the phone hears of it, it is killed', async () => {
      // A pull of events would bring the same receipts as the answer to the push.
      way.treat((asked) => (isPush(asked) || isEventPull(asked) ? 'hold' : 'pass'));
      await phone.setOffline(false);
      await expect.poll(() => way.held().some(isPush)).toBe(true);
      expect((await keptEvents(page)).filter(({ sync }) => sync.state === 'pending')).toHaveLength(3);
      await kill(phone);
      const taken = await eventsAtServer(server.origin, device);
      expect(taken.length).toBeGreaterThan(3 * (round - 1));
    });

    await test.step('started again, everything is there and is accepted with a receipt', async () => {
      way.treat(() => 'pass');
      phone = await startPhone(profile);
      page = await pageOf(phone);
      const centre = new SyncCentrePage(page, way.origin);
      await centre.open();
      for (const name of NAMES) await expect(centre.item(name, '已收妥')).toHaveCount(round);
      await expect(centre.pill).toContainText('已同步');
      const kept = await keptEvents(page);
      expect(kept.map(({ id }) => id).sort()).toEqual(made);
      expect(new Set(kept.map(({ sync }) => sync.state))).toEqual(new Set(['accepted']));
      expect((await receiptedEvents(page)).map(({ id }) => id).sort()).toEqual(made);
      expect(await stored(page, 'parked')).toEqual([]);
    });

    await test.step('the server has each of them once', async () => {
      const held = await eventsAtServer(server.origin, device);
      expect(held.map(({ id }) => id).sort()).toEqual(made);
    });
    await phone.close();
  }
});

test('killed in the moment a record is submitted: the record is there, or every answer is in its draft', {
  tag: NIGHT,
}, async ({ server, way }) => {
  const profile = newProfile();
  let phone = await startPhone(profile);
  let page = await pageOf(phone);
  await new LoginPage(page, way.origin).signIn('wangjianguo', /\/field/);
  await new FieldPage(page).ready();
  await phone.close();
  for (const [round, wait] of [0, 10, 30].entries()) {
    const { id: task } = await issueAt(server.origin, Object.values(PLACES)[round] as string);
    phone = await startPhone(profile);
    page = await pageOf(phone);
    const field = new FieldPage(page);
    await page.goto(`${way.origin}/field/tasks/${task}`);
    await page.getByRole('link', { name: '出示检查任务码' }).click();
    await expect(field.qr).toBeVisible();
    await field.startInspection();
    await phone.setOffline(true);
    await field.fillRecord({ item: /./, finding: '过道堆放纸箱，占去一半。' });
    await page.getByLabel(/在场人员/).fill('央金');
    await field.correctIn(7);
    await page.getByRole('button', { name: '核对并提交' }).click();
    // The last thing that the page is told.
    await page.getByRole('button', { name: '提交笔录' }).click({ noWaitAfter: true });
    await page.waitForTimeout(wait);
    await kill(phone);

    phone = await startPhone(profile);
    page = await pageOf(phone);
    await page.goto(`${way.origin}/field/tasks/${task}/record`);
    const closed = page.getByText('这项任务的笔录已提交');
    await expect(closed.or(page.getByLabel(/在场人员/))).toBeVisible();
    if (!(await closed.isVisible())) {
      const items = page.getByRole('group').filter({ has: page.getByRole('radio', { name: '合格', exact: true }) });
      for (const item of await items.all()) await expect(item.getByRole('radio', { checked: true })).toHaveCount(1);
      await expect(page.getByLabel('发现的情况')).toHaveValue('过道堆放纸箱，占去一半。');
      await expect(page.getByLabel(/在场人员/)).toHaveValue('央金');
      await expect(page.getByRole('radio', { name: /责令改正/ })).toBeChecked();
      await expect(page.getByRole('button', { name: /^7 天/ })).toHaveAttribute('aria-pressed', 'true');
    }
    await phone.close();
  }
});

const inACounty = test.extend({
  server: served((folder, databaseUrl) => fillCounty(folder, databaseUrl, { tasks: TASKS, devices: 0 })),
});
inACounty(
  'killed half way through the first pull: what had come stays, and the pull goes on from there',
  { tag: NIGHT },
  async ({ way }) => {
    for (const round of ROUNDS) {
      const profile = newProfile();
      let phone = await startPhone(profile);
      let page = await pageOf(phone);
      let pulls = 0;

      await test.step(`round ${round}: two pages have come, the third is on its way`, async () => {
        way.treat((asked) => (isTaskPull(asked) && ++pulls > 2 ? 'hold' : 'pass'));
        await new LoginPage(page, way.origin).signIn('wangjianguo', /\/field/);
        // The database does not exist at first, and reading it throws.
        await expect(async () => expect(await keptTasks(page)).toBe(2_000)).toPass({ timeout: 60_000 });
        await expect.poll(() => way.held().length).toBe(1);
      });

      await test.step('killed and started again, it asks for what is missing alone', async () => {
        await kill(phone);
        const asked: string[] = [];
        way.treat((request) => {
          if (isTaskPull(request)) asked.push(request.path);
          return 'pass';
        });
        phone = await startPhone(profile);
        page = await pageOf(phone);
        await page.goto(`${way.origin}/field`);
        // A browser that lived so short a time may have lost its session; the tasks are on the device all the same.
        const lost = page.getByLabel('账号', { exact: true }).or(page.getByRole('link', { name: '重新登录' }));
        await expect(lost.or(page.getByRole('banner')).first()).toBeVisible();
        if (await lost.isVisible()) await new LoginPage(page, way.origin).signIn('wangjianguo', /\/field/);
        await expect.poll(() => keptTasks(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(TASKS);
        expect(asked[0]).toContain('checkpoint=');
        await new FieldPage(page).ready();
      });
      await phone.close();
    }
  },
);
