/** The data of a phone is deleted beneath the open app: the app says what is gone, and sets itself up again. */

import { ENTERPRISE, issueCode } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { test } from '../../support/journey.ts';

/** All at once, as the system does: the page may reload before the last one is gone. */
const deleteDatabases = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? '');
  });

test('what was not uploaded is named, and the device is set up again', async ({ server, phoneOf }) => {
  await issueCode(server.origin);
  const field = await phoneOf('wangjianguo');
  const { page } = field;
  await field.ready();
  await field.openCode(ENTERPRISE);
  await page.context().setOffline(true);
  await field.startForGood();

  await test.step('a form keeps what is on the screen, and the app says so', async () => {
    await page.getByLabel(/当事人意见/).fill('没有意见');
    await deleteDatabases(page);
    await expect(page.getByText('本机资料刚刚被清除')).toBeVisible();
    await expect(page.getByLabel(/当事人意见/)).toHaveValue('没有意见');
  });

  await test.step('after reloading with network everything is there again, and the loss is told', async () => {
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '重新载入' }).click();
    await expect(page.getByText('本机资料被清除了')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/有 \d+ 项没有上传/)).toBeVisible();
    await page.getByRole('button', { name: '进入', exact: true }).click({ timeout: 60_000 });
    await page.goto(`${server.origin}/field`);
    await expect(field.task(ENTERPRISE).first()).toBeVisible();
  });

  await test.step('without a form it sets itself up at once', async () => {
    await deleteDatabases(page);
    await expect(page.getByText('本机资料被清除了')).toBeVisible({ timeout: 60_000 });
  });
});
