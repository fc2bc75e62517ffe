/** Issuing on site: a grant from the desk, a code without network on either side, and one beyond what was granted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import { EnterprisePage } from '../pages/enterprise-page.ts';
import { FieldPage } from '../pages/field-page.ts';
import { GrantsPage } from '../pages/grants-page.ts';
import { IssuePage } from '../pages/issue-page.ts';
import { LoginPage } from '../pages/login-page.ts';
import { SupervisionPage } from '../pages/supervision-page.ts';
import { DESKTOP, launch, PHONE } from '../support/browser.ts';
import { filmTo } from '../support/camera.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { day } from '../support/window.ts';

const ENTERPRISE = '天祝雪域食品有限公司';
const MATTER = '食品生产监督检查';
const CHINA = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const;

let server: RunningServer;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'liangma-grant-'));

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
test.beforeAll(async ({}, info) => {
  server = await startServer(info.project.metadata.store);
  browser = await launch();
});
test.afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('granted, issued, verified and recorded without network; then one number twice', async () => {
  const desk = await browser.newContext({ ...DESKTOP, ...CHINA });
  const phone = await browser.newContext({ ...PHONE, ...CHINA, permissions: ['screen-wake-lock'] });
  const shop = await browser.newContext({ ...PHONE, ...CHINA });
  const field = new FieldPage(await phone.newPage());
  const issuing = new IssuePage(field.page);
  const page = new EnterprisePage(await shop.newPage());
  const grants = new GrantsPage(await desk.newPage());

  await test.step('the inspector’s phone enrols; the enterprise’s has been online once', async () => {
    await new LoginPage(field.page, server.origin).signIn('wangjianguo', /\/field/);
    await field.ready();
    await page.page.goto(`${server.origin}/c`);
    await page.ready();
  });

  await test.step('the head gives a grant, and the phone has it at once', async () => {
    await new LoginPage(grants.page, server.origin).signIn('mayongcheng', /\/desk/);
    await grants.open(server.origin);
    await grants.give('王建国', '卓玛', 2);
    await expect(grants.grant('王建国')).toContainText('已签发 0 次，共 2 次');
    await expect(field.page.getByText('可现场签发，剩余 2 次')).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => packed(field), { timeout: 30_000 }).toBeGreaterThan(0);
  });

  await test.step('without network a code is issued; the task is in the list', async () => {
    await Promise.all([phone.setOffline(true), shop.setOffline(true)]);
    await field.page.reload();
    await issuing.open(2);
    await issuing.issue(ENTERPRISE, MATTER);
    await expect(field.qr).toBeVisible();
    await expect(field.page.getByText('现场签发 · 该授权第 1 次')).toBeVisible();
    await expect(field.page.getByRole('timer')).toBeVisible();
    await field.page.goto(`${server.origin}/field`);
    await expect(field.task(ENTERPRISE).first()).toContainText('现场签发');
    await expect(field.page.getByText('可现场签发，剩余 1 次')).toBeVisible();
  });

  await test.step('the enterprise’s camera opens what it sees: genuine, without network; it lets them in', async () => {
    await field.openCode(ENTERPRISE);
    await expect(field.page.getByRole('timer')).toBeVisible();
    await page.page.goto(await filmed(field));
    await page.expectGenuine();
    await expect(page.page.getByText(/现场签发：依天祝藏族自治县市场监督管理局/)).toBeVisible();
    await page.confirm();
    await expect(page.page.getByText('等待发送').first()).toBeVisible();
  });

  await test.step('the record, still offline', async () => {
    await field.startInspection();
    await field.fillRecord({ item: /原料库房离墙离地存放/, finding: '东侧库房三批面粉直接靠墙存放。' });
    await field.submitRecord(day(7), '央金');
    await field.openSync();
    for (const name of ['现场签发任务码', '检查笔录']) await expect(field.record(name, '等待网络')).toBeVisible();
  });

  await test.step('the enterprise’s phone finds the network first: its word waits for the officer’s, then both are there', async () => {
    await shop.setOffline(false);
    await expect(page.page.getByText('等待发送').first()).toBeVisible();
    await phone.setOffline(false);
    for (const name of ['现场签发任务码', '检查笔录'])
      await expect(field.record(name, '已接受').first()).toBeVisible({ timeout: 60_000 });
    await expect(page.page.getByText('已送达').first()).toBeVisible({ timeout: 90_000 });
  });

  await test.step('the desk sees the task and that one code is used', async () => {
    await grants.open(server.origin);
    await expect(grants.grant('王建国')).toContainText('已签发 1 次，共 2 次');
    await grants.page.goto(`${server.origin}/desk/inspections`);
    await grants.page.getByRole('link', { name: ENTERPRISE }).first().click();
    await expect(grants.page.getByText('依授权签发，是该授权的第 1 次。')).toBeVisible();
  });

  await test.step('a client that counts anew issues number one again, elsewhere: void, and supervisors see it', async () => {
    await phone.setOffline(true);
    await field.page.goto(`${server.origin}/field`);
    await issuing.forgetNumbers();
    await issuing.open(2);
    await issuing.issue('康源大药房', MATTER);
    await phone.setOffline(false);
    await field.openSync();
    await expect(field.record('现场签发任务码', '已接受')).toHaveCount(2, { timeout: 60_000 });
    const supervisor = new SupervisionPage(await (await browser.newContext({ ...DESKTOP, ...CHINA })).newPage());
    await new LoginPage(supervisor.page, server.origin).signIn('zhangwei', /\/supervision/);
    await expect(supervisor.page.getByText('超出现场签发授权').first()).toBeVisible();
    await supervisor.openTrace(ENTERPRISE);
    for (const step of ['授权现场签发', '现场签发任务码', '亮码', '企业扫码', '检查记录'])
      await expect(supervisor.steps.filter({ hasText: step }).first()).toBeVisible();
    await expect(supervisor.page.getByText('超出现场签发授权').first()).toBeVisible();
  });
});

/** What a camera reads off the inspector's screen. */
async function filmed(field: FieldPage): Promise<string> {
  const camera = join(folder, 'screen.y4m');
  await filmTo(camera, field.page, await field.qr.screenshot());
  const filming = await launch({ camera });
  try {
    const context = await filming.newContext({ ...PHONE, ...CHINA, permissions: ['camera'] });
    const scanner = new EnterprisePage(await context.newPage());
    await scanner.page.goto(`${server.origin}/c`);
    await scanner.page.getByRole('button', { name: /扫/ }).first().click();
    await scanner.expectGenuine();
    return scanner.page.url();
  } finally {
    await filming.close();
  }
}

/** Enterprises on the phone: without them nobody can be chosen at the door. */
const packed = (field: FieldPage): Promise<number> =>
  field.page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name ?? '');
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const has = db.objectStoreNames.contains('packs');
      const count = has
        ? await new Promise<number>((resolve) => {
            const asked = db.transaction('packs').objectStore('packs').count();
            asked.onsuccess = () => resolve(asked.result);
          })
        : 0;
      db.close();
      if (count > 0) return count;
    }
    return 0;
  });
