/** An inspection, end to end, with no network on either side while it happens. Three people, three browsers. */

import { PHONE } from '@liangma/testing/browser';
import { ENTERPRISE } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { ApplyPage } from '../../pages/apply-page.ts';
import { ApprovalsPage } from '../../pages/approvals-page.ts';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import { FieldPage } from '../../pages/field-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { SupervisionPage } from '../../pages/supervision-page.ts';
import { filmOf } from '../../support/filming-phone.ts';
import { day, windowNow } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';
import { tamperByHand } from '../../support/tamper.ts';

const OFFLINE_RECORDS = ['出示检查任务码', '开始检查', '检查笔录'];

test('applied, approved, shown, scanned, recorded and evaluated offline, then synced and traced', async ({
  server,
  newPage,
  deskOf,
  filming,
}) => {
  const clerk = await deskOf('lichunmei');
  await test.step('a clerk applies; findings appear while the form fills', () => apply(clerk, server.origin));
  await test.step('the head of the agency approves, the clerk cannot', async () =>
    approve(clerk, await deskOf('mayongcheng'), server.origin));

  const field = new FieldPage(await newPage({ ...PHONE, permissions: ['screen-wake-lock'] }));
  const phone = field.page.context();
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

  const filmed = await test.step('a camera films the very screen; the page reads it and confirms', async () =>
    scanned(await filming(filmOf(field.page)), server.origin));
  const page = new EnterprisePage(await newPage(PHONE));
  const shop = page.page.context();
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
    for (const name of OFFLINE_RECORDS) await expect(field.record(name, '等待网络')).toHaveCount(1);
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
      await expect(field.record(name, '已收妥')).not.toHaveCount(0, { timeout: 60_000 });
      await expect(field.record(name, '等待网络')).toHaveCount(0);
    }
  });

  await test.step('a tampered event and a tampered code, sent by hand, are refused and change nothing', () =>
    tamperByHand(server.origin, filmed));

  await test.step('a supervisor sees the whole trace, with both clocks', async () => {
    const supervisor = new SupervisionPage(await deskOf('zhangwei'));
    await supervisor.openTrace(ENTERPRISE);
    for (const step of ['申请', '批准并签发任务码', '亮码', '企业扫码', '开始检查', '检查笔录', '评价']) {
      await expect(supervisor.steps.filter({ hasText: step }).first()).toBeVisible();
    }
    await expect(supervisor.facts).toContainText('食品生产监督检查《中华人民共和国食品安全法》');
    await expect(supervisor.facts).toContainText('王建国 执法证件号 62062300017');
    await expect(supervisor.record.getByRole('listitem').first()).toContainText(/合格|不适用/);
    await expect(supervisor.page.getByText('签名有效')).toBeVisible();
    await expect(supervisor.page.getByText(/^(\d+) \/ \1 有效$/)).toBeVisible();
  });
});

async function apply(clerk: Page, origin: string): Promise<void> {
  const apply = new ApplyPage(clerk);
  await apply.open(origin);
  const window = windowNow();
  await apply.chooseWindow(window.day, window.from, window.to);
  await apply.chooseEnterprise('康源大药房');
  await apply.chooseMatter('药品经营监督检查');
  await apply.expectFinding('FREQ-1');
  await apply.cure(/移除.*药品经营监督检查/);
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
}

async function approve(clerk: Page, head: Page, origin: string): Promise<void> {
  await clerk.goto(`${origin}/desk/inspections?state=applied`);
  await clerk.getByRole('link', { name: ENTERPRISE }).first().click();
  await expect(clerk.getByRole('button', { name: '批准并签发任务码' })).toBeHidden();
  const approvals = new ApprovalsPage(head);
  await approvals.open(origin, ENTERPRISE);
  await approvals.approve();
}

/** With the page's own camera view, and confirmed; gives the address it read. */
async function scanned(camera: Page, origin: string): Promise<string> {
  const enterprise = new EnterprisePage(camera);
  await enterprise.scan(origin);
  await enterprise.expectGenuine();
  await enterprise.confirm();
  await expect(enterprise.page.getByText('已送达').first()).toBeVisible();
  return enterprise.page.url();
}
