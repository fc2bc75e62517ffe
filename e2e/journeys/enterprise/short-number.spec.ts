/** A shop owner whose phone reads no QR types the ten digits beside it. */

import { PHONE } from '@liangma/testing/browser';
import { issueCode } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import { test } from '../../support/journey.ts';

test('a slip is told at once, without network a number is not found, and with it the code is verified', async ({
  server,
  newPage,
}) => {
  const { number } = await issueCode(server.origin);
  const shop = new EnterprisePage(await newPage(PHONE));
  const context = shop.page.context();
  await shop.page.goto(`${server.origin}/c`);
  const field = shop.page.getByLabel(/核验号/);
  const check = shop.page.getByRole('button', { name: '核验', exact: true });
  const told = shop.page.getByRole('alert').filter({ hasText: '核验号' });

  await field.fill(number.slice(0, 9) + ((Number(number[9]) + 1) % 10));
  await expect(told).toContainText('有一位输错了');
  await field.fill(`${number.slice(0, 3)} ${number.slice(3, 6)}-${number.slice(6)}`);
  await expect(told).toBeHidden();
  await context.setOffline(true);
  await check.click();
  await expect(told).toContainText('扫码不用联网');
  await context.setOffline(false);
  await check.click();
  await shop.expectGenuine();
  await expect(shop.page.getByText('天祝藏族自治县市场监督管理局')).toBeVisible();
});
