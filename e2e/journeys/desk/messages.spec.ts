/** Messages that do not arrive: the operator sees which and why, mends it, and has them sent. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startServer } from '@liangma/testing/server';
import { expect, type Page } from '@playwright/test';
import { LoginPage } from '../../pages/login-page.ts';
import { test } from '../../support/journey.ts';

const NAME = '天祝藏族自治县市场监督管理局（审批人）';

test('the operator comes by the keyboard from the state of the system to a message that failed, and tries it', async ({
  browser,
}, info) => {
  let answer = 400;
  const gateway = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(answer).end(answer === 200 ? 'g-7' : 'unknown desk'));
  });
  await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
  const server = await startServer(info.project.metadata.store, [], undefined, undefined, 'test', {
    LIANGMA_NOTIFY_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/messages`,
    LIANGMA_NOTIFY_SECRET: 's'.repeat(32),
    LIANGMA_NOTIFY_PRIVATE: '1',
  });
  const page = await (await browser.newContext()).newPage();
  try {
    await new LoginPage(page, server.origin).signIn('chentao', /\/admin/);
    await page.getByRole('link', { name: '查看消息' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: '消息发送' })).toBeVisible();
    const first = rowsOf(page).first();
    await expect(rowsOf(page).filter({ hasText: NAME }).first()).toBeVisible();
    await untilFailed(page);

    await page.getByRole('navigation', { name: '送达情况' }).getByRole('link', { name: '发送失败' }).click();
    await expect(page).toHaveURL(/state=failed/);
    await expect(first).toContainText('失败原因：400 unknown desk');
    const all = await rowsOf(page).count();
    await page.keyboard.press('j');
    await expect(first).toBeFocused();
    answer = 200;
    await page.keyboard.press('r');
    await expect(page.getByRole('status').filter({ hasText: '已发出' })).toBeVisible();
    await expect(rowsOf(page)).toHaveCount(all - 1);
    await page.getByRole('button', { name: '全部重试发送失败的消息' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: '十分钟内刚刚发送失败' })).toBeVisible();
    await page.getByRole('link', { name: '已发送' }).click();
    await expect(first).toContainText('网关回执：g-7');
    await expect(first.getByRole('button')).toHaveCount(0);
  } finally {
    await page.context().close();
    await server.stop();
    gateway.close();
  }
});

const rowsOf = (page: Page) => page.getByRole('main').locator('li[data-row]');

/** A message that still waits for its first try is tried by hand. */
async function untilFailed(page: Page): Promise<void> {
  const waiting = rowsOf(page).filter({ hasText: '待发送' });
  for (let left = await waiting.count(); left > 0; left--) {
    await waiting.first().getByRole('button', { name: '立即发送' }).click();
    await expect(waiting).toHaveCount(left - 1);
  }
}
