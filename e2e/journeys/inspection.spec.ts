/** One inspection, end to end, with no network on either side while it happens. Three people, three browsers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { ApplyPage } from '../pages/apply-page.ts';
import { ApprovalsPage } from '../pages/approvals-page.ts';
import { EnterprisePage } from '../pages/enterprise-page.ts';
import { FieldPage } from '../pages/field-page.ts';
import { LoginPage } from '../pages/login-page.ts';
import { SupervisionPage } from '../pages/supervision-page.ts';
import { DESKTOP, launch, PHONE } from '../support/browser.ts';
import { filmTo } from '../support/camera.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { tamperByHand } from '../support/tamper.ts';
import { day, windowNow } from '../support/window.ts';

const ENTERPRISE = '天祝雪域食品有限公司';
const OFFLINE_RECORDS = ['出示检查任务码', '开始检查', '检查笔录'];
const CHINA = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const;

let server: RunningServer;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'liangma-camera-'));

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

test('applied, approved, shown, scanned, recorded and evaluated offline, then synced and traced', async () => {
  const desk = await browser.newContext({ ...DESKTOP, ...CHINA });
  const phone = await browser.newContext({ ...PHONE, ...CHINA, permissions: ['screen-wake-lock'] });
  const shop = await browser.newContext({ ...PHONE, ...CHINA });

  await test.step('a clerk applies; findings appear while the form fills', () => applyAtDesk(desk));
  await test.step('the head of the agency approves, the clerk cannot', () => approveAtDesk(desk));

  const field = new FieldPage(await phone.newPage());
  await test.step('an inspector logs in once, the device enrols and pulls', async () => {
    await field.noteWakeLock();
    await new LoginPage(field.page, server.origin).signIn('wangjianguo', /\/field/);
    await expect(field.task(ENTERPRISE).first()).toBeVisible();
    await field.ready();
    expect(await field.keysExtractable()).toEqual([false]);
  });

  await test.step('without network the app opens again and shows the code', async () => {
    await phone.setOffline(true);
    await field.page.reload();
    await expect(field.task(ENTERPRISE).first()).toBeVisible();
    await field.openCode(ENTERPRISE);
    expect(Number(await field.qr.getAttribute('data-version'))).toBeLessThanOrEqual(13);
    await expect.poll(() => field.heldAwake()).toBe(true);
  });

  const filmed = await test.step('a camera films the very screen; the page reads it and confirms', () =>
    scanByCamera(field.page));
  const page = new EnterprisePage(await shop.newPage());
  await test.step('a phone camera opens the address: genuine, verified in this browser', async () => {
    await page.page.goto(filmed);
    await page.expectGenuine();
    await expect(page.page.getByText('天祝藏族自治县市场监督管理局')).toBeVisible();
    await expect(page.page.getByText('《中华人民共和国食品安全法》第一百一十条')).toBeVisible();
    await expect(page.page.getByText('62062300017')).toBeVisible();
    await page.ready();
  });

  await test.step('without network the same code is genuine again, and the enterprise confirms', async () => {
    await shop.setOffline(true);
    await page.page.reload();
    await page.expectGenuine();
    await page.confirm();
    await expect(page.page.getByText('等待发送').first()).toBeVisible();
  });

  await test.step('the inspector fills and submits the record, still offline', async () => {
    await field.startInspection();
    await field.fillRecord({ item: /原料库房离墙离地存放/, finding: '东侧库房三批面粉直接靠墙存放。' });
    await field.submitRecord(day(7), '央金');
    await field.openSync();
    for (const name of OFFLINE_RECORDS) await expect(field.record(name, '等待网络')).toBeVisible();
  });

  await test.step('the enterprise evaluates, still offline', async () => {
    await page.evaluate('满意');
    await expect(page.page.getByText('等待发送').first()).toBeVisible();
  });

  await test.step('the network returns: both sync, receipts are there', async () => {
    await Promise.all([phone.setOffline(false), shop.setOffline(false)]);
    await expect(page.page.getByText('已送达').first()).toBeVisible({ timeout: 60_000 });
    await expect(page.page.getByText('等待发送')).toBeHidden();
    for (const name of OFFLINE_RECORDS) {
      await expect(field.record(name, '已接受').first()).toBeVisible({ timeout: 60_000 });
      await expect(field.record(name, '等待网络')).toBeHidden();
    }
  });

  await test.step('a tampered event and a tampered code, sent by hand, are refused and change nothing', () =>
    tamperByHand(server.origin, filmed));

  await test.step('a supervisor sees the whole trace, with both clocks', async () => {
    const supervisor = new SupervisionPage(await (await browser.newContext({ ...DESKTOP, ...CHINA })).newPage());
    await new LoginPage(supervisor.page, server.origin).signIn('zhangwei', /\/supervision/);
    await supervisor.openTrace(ENTERPRISE);
    for (const step of ['申请', '批准并签发任务码', '亮码', '企业扫码', '开始检查', '检查记录', '评价']) {
      await expect(supervisor.steps.filter({ hasText: step }).first()).toBeVisible();
    }
    await expect(supervisor.page.getByText('签名有效')).toBeVisible();
    await expect(supervisor.page.getByText(/^(\d+) \/ \1 有效$/)).toBeVisible();
  });
});

async function applyAtDesk(desk: BrowserContext): Promise<void> {
  const apply = new ApplyPage(await desk.newPage());
  await new LoginPage(apply.page, server.origin).signIn('lichunmei', /\/desk/);
  await apply.open(server.origin);
  const window = windowNow();
  await apply.chooseWindow(window.day, window.from, window.to);
  await apply.chooseEnterprise('康源大药房');
  await apply.chooseMatter('药品经营监督检查');
  await apply.expectFinding('FREQ-1');
  await apply.cure(/去掉.*药品经营监督检查/);
  await apply.expectNoFinding('FREQ-1');
  await apply.changeEnterprise();
  await apply.chooseEnterprise(ENTERPRISE);
  await apply.expectFinding('MAT-1');
  await apply.expectFinding('QUAL-3');
  await apply.chooseMatter('食品生产监督检查');
  await apply.expectNoFinding('MAT-1');
  await apply.chooseMatter('定量包装商品计量检查');
  await apply.chooseOfficer('王建国');
  await apply.expectFinding('QUAL-3');
  await apply.chooseOfficer('卓玛');
  await apply.expectNoFinding('QUAL-3');
  await expect(apply.submitButton).toBeDisabled();
  await apply.sayWhyOnSite('需查看生产车间卫生状况和库存批次，书面和共享数据无法核实。');
  await apply.submit();
  await apply.page.close();
}

async function approveAtDesk(desk: BrowserContext): Promise<void> {
  const clerk = await desk.newPage();
  await clerk.goto(`${server.origin}/desk/inspections?state=applied`);
  await clerk.getByRole('link', { name: ENTERPRISE }).first().click();
  await expect(clerk.getByRole('button', { name: '批准并签发任务码' })).toBeHidden();
  const head = new ApprovalsPage(await (await browser.newContext({ ...DESKTOP, ...CHINA })).newPage());
  await new LoginPage(head.page, server.origin).signIn('mayongcheng', /\/desk/);
  await head.open(server.origin, ENTERPRISE);
  await head.approve();
  await head.page.context().close();
}

/** Films the inspector's screen, scans it with the page's own camera view, confirms; gives the address it read. */
async function scanByCamera(shown: Page): Promise<string> {
  const camera = join(folder, 'screen.y4m');
  await filmTo(camera, shown, await shown.screenshot());
  const filming = await launch({ camera });
  try {
    const context = await filming.newContext({ ...PHONE, ...CHINA, permissions: ['camera'] });
    const scanner = new EnterprisePage(await context.newPage());
    await scanner.page.goto(`${server.origin}/c`);
    await scanner.page.getByRole('button', { name: /扫/ }).first().click();
    await scanner.expectGenuine();
    await scanner.confirm();
    await expect(scanner.page.getByText('已送达').first()).toBeVisible();
    return scanner.page.url();
  } finally {
    await filming.close();
  }
}
