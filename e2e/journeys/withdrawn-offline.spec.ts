/** Withdrawn at the desk while the officers inspect without network: alert, explanation, closing (SYNC-5, SUP-1). */
import { type Browser, expect, test } from '@playwright/test';
import { AlertsPage } from '../pages/alerts-page.ts';
import { FieldPage } from '../pages/field-page.ts';
import { LoginPage } from '../pages/login-page.ts';
import { DESKTOP, launch, PHONE } from '../support/browser.ts';
import { issueCode, withdraw } from '../support/office.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { day } from '../support/window.ts';

const ENTERPRISE = '天祝雪域食品有限公司';
const ALERT = '撤回后仍检查';
const WHY = '山里没有网络，回到镇上才知道任务码已撤回。';
const CHINA = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const;

let server: RunningServer;
let browser: Browser;

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
test.beforeAll(async ({}, info) => {
  server = await startServer(info.project.metadata.store);
  browser = await launch();
});
test.afterAll(async () => {
  await browser.close();
  await server.stop();
});

test('[SYNC-5] an officer explains on the phone, a supervisor reads it beside the alert and closes it with a note', async () => {
  const { id } = await issueCode(server.origin);
  const phone = await browser.newContext({ ...PHONE, ...CHINA });
  const field = new FieldPage(await phone.newPage());
  await new LoginPage(field.page, server.origin).signIn('wangjianguo', /\/field/);
  await field.ready();
  await field.openCode(ENTERPRISE);
  const alerts = new AlertsPage(await (await browser.newContext({ ...DESKTOP, ...CHINA })).newPage());
  const alert = alerts.alert(ALERT, ENTERPRISE);

  await test.step('inspected without network, withdrawn meanwhile', async () => {
    await phone.setOffline(true);
    await field.startInspection();
    await withdraw(server.origin, id, '计划调整');
    await field.fillRecord({ item: /原料库房离墙离地存放/, finding: '东侧库房三批面粉直接靠墙存放。' });
    await field.submitRecord(day(7), '央金');
    await phone.setOffline(false);
  });

  await test.step('the supervisor is told, and that nobody has explained', async () => {
    await expect(field.page.getByText('请说明情况')).toBeVisible({ timeout: 30_000 });
    await new LoginPage(alerts.page, server.origin).signIn('zhangwei', /\/supervision/);
    await alerts.open();
    await expect(alert).toContainText('已要求执法人员说明，还没有收到。');
    await expect(alert).toContainText('王建国的设备');
  });

  await test.step('the officer explains, once, without network', async () => {
    await phone.setOffline(true);
    await field.page.getByRole('button', { name: '提交说明' }).click();
    await expect(field.page.getByRole('alert').filter({ hasText: '请写明情况再提交。' })).toBeVisible();
    await field.page.getByLabel('情况说明').fill(WHY);
    await field.page.getByRole('button', { name: '提交说明' }).click();
    await expect(field.page.getByText(WHY)).toHaveCount(1);
    await phone.setOffline(false);
  });

  await test.step('it is read beside the alert, which is closed with a note and stays', async () => {
    await expect(alert.getByText(WHY)).toBeVisible({ timeout: 30_000 });
    await expect(alert).toContainText('王建国的说明');
    await expect(field.page.getByText(WHY)).toHaveCount(1);
    await alerts.close(alert, '已电话核实，情况属实，提醒出发前先同步。');
    await expect(alert).toHaveCount(0);
    await alerts.showClosed();
    await expect(alert).toContainText('已电话核实，情况属实，提醒出发前先同步。');
    await expect(alert).toContainText('张伟于');
    await expect(alert.getByRole('button')).toHaveCount(0);
  });
});
