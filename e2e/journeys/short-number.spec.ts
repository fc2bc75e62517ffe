/** A shop owner whose phone reads no QR types the ten digits beside it. */
import { type Browser, expect, test } from '@playwright/test';
import { EnterprisePage } from '../pages/enterprise-page.ts';
import { launch, PHONE } from '../support/browser.ts';
import { issueCode } from '../support/office.ts';
import { type RunningServer, startServer } from '../support/server.ts';

let server: RunningServer;
let browser: Browser;
test.beforeAll(async () => {
  server = await startServer('sqlite');
  browser = await launch();
});
test.afterAll(async () => {
  await browser.close();
  await server.stop();
});

test('a slip is told at once, without network a number is not found, and with it the code is verified', async () => {
  const { number } = await issueCode(server.origin);
  const context = await browser.newContext({ ...PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const shop = new EnterprisePage(await context.newPage());
  await shop.page.goto(`${server.origin}/c`);
  const field = shop.page.getByLabel(/短号/);
  const check = shop.page.getByRole('button', { name: '核验', exact: true });
  const told = shop.page.getByRole('alert').filter({ hasText: '短号' });

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
