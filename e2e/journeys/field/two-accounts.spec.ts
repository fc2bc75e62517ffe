/** Two people on one phone: nobody's records are seen or sent under the other's name, and nobody leaves unsent ones. */

import { ENTERPRISE, issueCode, signIn } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { LoginPage } from '../../pages/login-page.ts';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { test } from '../../support/journey.ts';

test('two accounts on one phone are kept apart', async ({ server, phoneOf }) => {
  const { id } = await issueCode(server.origin);
  const clerk = await signIn(server.origin, 'lichunmei');
  const stateNow = async () => ((await clerk('GET', `/api/tasks/${id}`)) as { task: { state: string } }).task.state;
  const field = await phoneOf('wangjianguo');
  const phone = field.page.context();
  const centre = new SyncCentrePage(field.page, server.origin);
  const login = new LoginPage(field.page, server.origin);

  await test.step('the first makes records without network, and cannot leave', async () => {
    await phone.setOffline(true);
    await field.openCode(ENTERPRISE);
    await field.startInspection();
    await centre.open();
    await expect(centre.item('开始检查', '等待网络')).toHaveCount(1);
    await field.page.getByRole('button', { name: '退出登录' }).click();
    await expect(field.page.getByRole('alert')).toContainText('还有记录没有上传，现在不能退出');
  });

  await test.step('somebody else signs in on the phone: nothing is sent under that name', async () => {
    await field.page.goto('about:blank');
    await phone.clearCookies();
    await phone.setOffline(false);
    await login.signIn('zhuoma', /\/field/);
    await centre.open();
    await expect(centre.pill).toContainText('登录的是别人');
    await expect(centre.pill).toContainText('2 项待上传');
    await centre.syncNow();
    expect(await stateNow()).toBe('issued');
  });

  await test.step('the phone does not change hands before the records left it in a file', async () => {
    await field.page.getByRole('button', { name: '换成卓玛' }).click();
    await expect(field.page.getByRole('alert')).toContainText('还有记录没有上传，现在不能退出');
    await centre.export();
    await field.page.getByRole('button', { name: '换成卓玛' }).click();
    await field.ready();
    await centre.open();
    await expect(field.page.getByText('卓玛').first()).toBeVisible();
    await expect(centre.pill).toContainText('已同步');
    await expect(field.page.getByRole('main').getByRole('listitem').filter({ hasText: '开始检查' })).toHaveCount(0);
    expect(await stateNow()).toBe('issued');
  });

  await test.step('back at the first, everything is there and goes up', async () => {
    await field.page.getByRole('button', { name: '退出登录' }).click();
    await field.page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
    await field.page.waitForURL(/\/login/);
    await login.signIn('wangjianguo', /\/field/);
    await centre.open();
    await expect(centre.item('开始检查', '已收妥')).toHaveCount(1);
    expect(await stateNow()).toBe('inspecting');
  });
});
