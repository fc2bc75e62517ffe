/** Error screens say what happened, what it means and what to do, in the person's language. */

import { DESKTOP, PHONE } from '@liangma/testing/browser';
import { ENTERPRISE } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import { windowNow } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

const BROKEN: readonly ((digits: string) => string)[] = [
  (digits) => digits.slice(0, -10),
  (digits) => `${digits.slice(0, -40)}${(Number(digits.at(-40)) + 1) % 10}${digits.slice(-39)}`,
  () => 'hello',
  () => '7'.repeat(20_000),
  () => '0'.repeat(734),
];

test('a code that is truncated, changed, too long or none is refused, and nothing it says is shown', async ({
  origin,
  issued,
  newPage,
}) => {
  for (const broken of BROKEN) {
    const shop = new EnterprisePage(await newPage(PHONE));
    await shop.page.goto(`${origin}/c#${broken(issued.code.slice(issued.code.indexOf('#') + 1))}`);
    await expect(shop.verdict).toBeVisible();
    await expect(shop.verdict).not.toHaveText(/真实有效/);
    await expect(shop.page.getByText(ENTERPRISE)).toBeHidden();
    await expect(shop.page.getByText('您有权拒绝')).toBeVisible();
    await expect(shop.page.getByRole('button', { name: '确认，请进' })).toBeHidden();
  }
});

test('a first visit without the trust files says that it cannot know, and why', async ({ issued, newPage }) => {
  const page = await newPage(PHONE);
  await page.route('**/.well-known/**', (route) => route.abort());
  await page.goto(issued.code);
  const shop = new EnterprisePage(page);
  await expect(shop.verdict).toBeVisible();
  await expect(shop.verdict).not.toHaveText(/真实有效/);
});

test('a wrong password is said, and after five of them how long to wait', async ({ origin, newPage }) => {
  const page = await newPage(DESKTOP);
  await page.goto(`${origin}/login`);
  for (let i = 0; i < 6; i++) {
    await page.getByLabel('账号', { exact: true }).fill('zhaomin');
    await page.getByLabel('密码', { exact: true }).fill(`wrong-${i}`);
    await page.getByRole('button', { name: '登录' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('button', { name: '登录' })).toBeEnabled();
  }
  await expect(page.getByRole('alert')).toContainText(/分钟|秒/);
});

test('signing in without network says so', async ({ origin, newPage }) => {
  const page = await newPage(DESKTOP);
  await page.goto(`${origin}/login`);
  await expect(page.getByLabel('账号', { exact: true })).toBeVisible();
  await page.context().setOffline(true);
  await page.getByLabel('账号', { exact: true }).fill('lichunmei');
  await page.getByLabel('密码', { exact: true }).fill('liangma-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('网络');
});

test('a session that has ended leads to signing in and back to the same page', async ({ origin, deskOf }) => {
  const page = await deskOf('lichunmei');
  await page.context().clearCookies();
  await page.goto(`${origin}/desk/officers`);
  await page.waitForURL(/\/login/);
  await page.getByLabel('账号', { exact: true }).fill('lichunmei');
  await page.getByLabel('密码', { exact: true }).fill('liangma-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/desk\/officers/);
});

test('the inspector cannot sign out while something waits to be sent', async ({ issued, phoneOf }) => {
  expect(issued.code).toBeTruthy();
  const field = await phoneOf('wangjianguo');
  const { page } = field;
  await field.task(ENTERPRISE).first().click();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: '出示检查任务码' }).click();
  await expect(field.qr).toBeVisible();
  await page
    .getByRole('link', { name: /待上传|无网络/ })
    .first()
    .click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible();
  await expect(page).toHaveURL(/\/field\/sync/);
});

test('an application is filled and submitted by keyboard alone', async ({ origin, deskOf }) => {
  const page = await deskOf('lichunmei');
  await page.goto(`${origin}/desk/apply`);
  const choose = async (box: string | RegExp, typed: string) => {
    await page.getByRole('combobox', { name: box }).focus();
    await page.keyboard.type(typed);
    await expect(page.locator('[role=option]:visible').first()).toContainText(typed);
    await page.keyboard.press('Enter');
  };
  await choose('企业', '高原白牦牛');
  await expect(page.getByRole('button', { name: /更换企业/ })).toBeVisible();
  await choose('事项', '营业执照');
  await choose(/执法人员/, '张静');
  await choose(/执法人员/, '廖春花');
  const { day, from, to } = windowNow();
  for (const [label, text] of [
    ['日期', day],
    ['开始', from],
    ['结束', to],
  ] as const) {
    await page.getByLabel(label).fill(text);
  }
  await page.getByRole('radio', { name: /均不能替代/ }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel(/入企检查的必要性/)).toBeFocused();
  await page.keyboard.type('须当面核对证照原件和现场情况。');
  const submit = page.getByRole('button', { name: '提交审批' });
  await expect(submit).toBeEnabled();
  await submit.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/desk\/inspections\//);
});
