/** The office's screens are small: what is decided on, and what decides, can be reached on all of them. */

import { bestEffort } from '@liangma/testing/best-effort';
import { LAUNCH } from '@liangma/testing/browser';
import { applyFor, issueCode } from '@liangma/testing/office';
import { chromium, expect, type Page } from '@playwright/test';
import { LoginPage } from '../../pages/login-page.ts';
import { test } from '../../support/journey.ts';

/** The last is 1366×768 at 125 %. */
const SCREENS = [
  [1280, 720],
  [1920, 1080],
  [1093, 614],
] as const;

test('the end of a task and the findings of an application are reached on every screen', async ({ server, deskOf }) => {
  const { id } = await issueCode(server.origin);
  const applied = applyFor(server.origin, { matters: ['M058'], assistants: 1 });
  const waiting = await bestEffort(applied, 'a rule may block it at this hour; then the list has others');
  const page = await deskOf('mayongcheng');
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height });
    await test.step(`${width}×${height}`, async () => {
      await page.goto(`${server.origin}/desk/inspections/${id}`);
      const last = page.getByRole('article').locator('dd').last();
      await last.waitFor();
      await last.scrollIntoViewIfNeeded();
      await expect(last).toBeInViewport();
      await expect.poll(() => pageWidth(page)).toBeLessThanOrEqual(width);

      await page.goto(`${server.origin}/desk/approvals${waiting ? `/${waiting.id}` : ''}`);
      if (!waiting) await page.getByRole('main').getByRole('link').first().click();
      // Before anything is scrolled.
      await expect(page.getByRole('region', { name: '合规审查' }).getByRole('heading')).toBeInViewport();
      await expect(page.getByRole('button', { name: '批准并签发任务码' })).toBeInViewport({ ratio: 1 });
      const end = page.getByRole('article').locator('dd').last();
      await end.scrollIntoViewIfNeeded();
      await expect(end).toBeInViewport();
      await expect(page.getByRole('button', { name: '批准并签发任务码' })).toBeInViewport({ ratio: 1 });
      await expect.poll(() => pageWidth(page)).toBeLessThanOrEqual(width);
    });
  }
});

test('the way to submit an application is in sight however far one has scrolled', async ({ server, deskOf }) => {
  const page = await deskOf('lichunmei');
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height });
    await page.goto(`${server.origin}/desk/apply`);
    const submit = page.getByRole('button', { name: '提交审批' });
    await expect(submit).toBeInViewport({ ratio: 1 });
    await page.getByRole('textbox', { name: /入企检查的必要性/ }).scrollIntoViewIfNeeded();
    await expect(submit).toBeInViewport({ ratio: 1 });
    await expect.poll(() => pageWidth(page)).toBeLessThanOrEqual(width);
  }
});

test('a task that was issued on site begins with the permit, and says nothing of its code once it is recorded', async ({
  server,
  deskOf,
}) => {
  const page = await deskOf('lichunmei');
  await page.goto(`${server.origin}/desk/inspections?q=${encodeURIComponent('早餐')}`);
  await page.getByRole('main').locator('tbody').getByRole('link').first().click();
  const facts = page.locator('article dt');
  await facts.first().waitFor();
  const names = (await facts.allTextContents()).map((name) => name.trim());
  const [permit, applied] = [names.indexOf('签发离线签发授权'), names.indexOf('申请')];
  expect(permit).toBeGreaterThanOrEqual(0);
  expect(permit).toBeLessThan(applied);
  await expect(page.getByRole('article')).not.toContainText('企业扫码 0 次');
  await expect(page.getByRole('article')).not.toContainText('逐次更新');
});

test('on a low screen type size, theme and language are in sight beside all sections', async ({ server, deskOf }) => {
  const page = await deskOf('lichunmei');
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height });
    await page.goto(`${server.origin}/desk`);
    for (const name of ['大字', '深色', 'English'])
      await expect(page.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    // The sections scroll in themselves: the last is reached while the display settings stay in sight.
    const last = page.getByRole('link', { name: '规则', exact: true });
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport({ ratio: 0.95 });
    await expect(page.getByRole('button', { name: '大字' })).toBeInViewport({ ratio: 1 });
  }
});

test('the font size of the browser holds: at twice the usual the desk has one column and nothing is cut', async ({
  server,
}) => {
  const args = [...LAUNCH.args, '--blink-settings=defaultFontSize=32'];
  const browser = await chromium.launch({ ...LAUNCH, executablePath: LAUNCH.executablePath, args });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN' });
  await new LoginPage(page, server.origin).signIn('zhaomin', /\/supervision/);
  await page.goto(`${server.origin}/supervision/alerts`);
  await expect(page.getByRole('main').locator('li[data-row]').first()).toBeVisible();
  await expect(page.locator('body')).toHaveCSS('font-size', '30px');
  await expect(page.getByRole('button', { name: '菜单' })).toBeVisible();
  await expect(page.getByRole('button', { name: '筛选', exact: true })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
  await browser.close();
});

test('a printed list is its table and its filters, in ink on white', async ({ server, deskOf }) => {
  const page = await deskOf('lichunmei');
  await page.goto(`${server.origin}/desk/inspections?state=recorded&from=2020-01-01`);
  await page.getByRole('main').locator('tbody').getByRole('row').first().waitFor();
  await page.getByRole('button', { name: '深色' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation', { name: '栏目' })).toBeHidden();
  await expect(page.getByRole('searchbox')).toBeHidden();
  await expect(page.getByRole('button', { name: '导出 CSV' })).toBeHidden();
  await expect(page.getByRole('link', { name: '下一页' })).toBeHidden();
  await expect(page.getByText('2020-01-01 起')).toBeVisible();
  await expect(page.getByRole('table')).toBeVisible();
  expect(
    await page
      .locator('.sheet')
      .first()
      .evaluate((sheet) => getComputedStyle(sheet).backgroundColor),
  ).toBe('rgb(255, 255, 255)');
});

const pageWidth = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
