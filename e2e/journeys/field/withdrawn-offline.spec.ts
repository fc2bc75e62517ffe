/** Withdrawn at the desk while the officers inspect without network: alert, explanation, closing (SYNC-5, SUP-1). */

import { ENTERPRISE, issueCode, withdraw } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { AlertsPage } from '../../pages/alerts-page.ts';
import { day } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

const ALERT = '撤回后仍检查';
const WHY = '山里没有网络，回到镇上才知道任务码已撤回。';

test('[SYNC-5] an officer explains on the phone, a supervisor reads it beside the alert and closes it with a note', async ({
  server,
  phoneOf,
  deskOf,
}) => {
  const { id } = await issueCode(server.origin);
  const field = await phoneOf('wangjianguo');
  const phone = field.page.context();
  await field.openCode(ENTERPRISE);
  const alerts = new AlertsPage(await deskOf('zhangwei'));
  const alert = alerts.alert(ALERT, ENTERPRISE);

  await test.step('inspected without network, withdrawn meanwhile', async () => {
    await phone.setOffline(true);
    await field.startInspection();
    await withdraw(server.origin, id, '年度检查计划调整，改期再查');
    await field.fillRecord({ item: /原料库房离墙离地存放/, finding: '东侧库房三批面粉直接靠墙存放。' });
    await field.submitRecord(day(7), '央金');
    await phone.setOffline(false);
  });

  await test.step('the supervisor is told, and that nobody has explained', async () => {
    await expect(field.page.getByText('请说明情况')).toBeVisible({ timeout: 30_000 });
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
