/** A list as one works through it: searched, filtered, turned over, opened, come back to, and taken along as a file. */
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from '../../support/journey.ts';

test('a supervisor finds, filters, turns the page, opens a row, comes back to the same place and exports the rows', async ({
  server,
  deskOf,
}) => {
  const page = await deskOf('zhangwei');
  await page.goto(`${server.origin}/supervision/inspections`);
  const rows = rowsOf(page);
  await rows.first().waitFor();

  await page.getByRole('searchbox').fill('天祝县');
  await expect(page).toHaveURL(/q=/);
  await page.getByRole('combobox', { name: /状态/ }).selectOption({ label: '已记录' });
  await expect(page).toHaveURL(/state=recorded/);
  await expect(page.getByRole('list', { name: '当前筛选' })).toContainText('已记录');
  await expect(rows.first()).toContainText('天祝县');
  const first = await namesOf(page);

  await page.getByRole('link', { name: '下一页' }).click();
  await expect(page).toHaveURL(/after=/);
  await expect.poll(() => namesOf(page)).not.toEqual(first);
  const [address, shown] = [page.url(), await settled(() => namesOf(page))];

  await test.step('the way back ends at the same rows and the same place', async () => {
    const row = rows.nth(30);
    await row.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    expect(place).toBeGreaterThan(0);
    await row.getByRole('link').click();
    await expect(page).toHaveURL(/\/supervision\/inspections\/[0-9a-f-]+\?/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(shown[30] ?? 'a row');
    await page.goBack();
    await expect(page).toHaveURL(address);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(place);
    expect(await namesOf(page)).toEqual(shown);
  });

  await test.step('the file holds the rows of the list, on all its pages', async () => {
    const total = Number(
      /共 ([\d,]+) 件/.exec((await page.getByRole('main').textContent()) ?? '')?.[1]?.replace(',', ''),
    );
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 CSV' }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(total + 1);
    const inFile = lines.slice(51, 101).map((line) => line.split(',')[3]);
    expect(inFile).toEqual(shown);
  });

  await test.step('the whitelist leads to the inspections of an enterprise on it', async () => {
    await page.getByRole('navigation', { name: '栏目' }).getByRole('link', { name: '白名单' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '“无事不扰”白名单' })).toBeVisible();
    const listed = rowsOf(page).first().getByRole('link');
    const enterprise = (await listed.textContent()) ?? '';
    await listed.click();
    await expect(page).toHaveURL(/\/supervision\/inspections\?enterprise=/);
    await expect(page.getByRole('list', { name: '当前筛选' })).toContainText(enterprise);
  });
});

test('the desk opens exactly the rows that a figure counts, and finds matters and devices by words', async ({
  server,
  deskOf,
}) => {
  const page = await deskOf('lichunmei');
  await page.goto(`${server.origin}/desk`);
  const lapsed = page.getByRole('link', { name: /逾期未检查/ });
  const count = Number((await lapsed.locator('b').textContent()) ?? '');
  expect(count).toBeGreaterThan(0);
  await lapsed.click();
  await expect(page).toHaveURL(/state=lapsed/);
  await expect(page.getByText(`共 ${count} 件`)).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(count);

  await page.goto(`${server.origin}/desk/matters`);
  await page.getByRole('searchbox').fill('价格');
  await expect(page.getByText(/^共 \d+ 项/)).toBeVisible();
  await expect(
    page.getByRole('main').getByRole('listitem').filter({ hasText: '价格行为监督检查' }).first(),
  ).toBeVisible();

  await page.goto(`${server.origin}/desk/devices`);
  await page.getByRole('searchbox').fill('王建国');
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('heading', { level: 2, name: '张静' })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 2, name: '王建国' }).first()).toBeVisible();
});

/** Reads until two looks in a row see the same: a list may be drawn while it is read. */
async function settled(read: () => Promise<string[]>): Promise<string[]> {
  let last = await read();
  await expect
    .poll(async () => {
      const before = last;
      last = await read();
      return isDeepStrictEqual(before, last);
    })
    .toBe(true);
  return last;
}

const rowsOf = (page: Page): Locator => page.getByRole('main').locator('tbody').getByRole('row');

/** Names of the rows; by the style sheet's selector, because an aged browser cannot find several at once by their roles. */
const namesOf = async (page: Page): Promise<string[]> =>
  (await page.locator('main tbody th').allTextContents()).map((name) => name.trim());

test('on a phone the filters of a list are folded, and the first row is on the first screen', async ({
  server,
  deskOf,
}) => {
  const page = await deskOf('zhaomin');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.origin}/supervision/alerts`);
  const main = page.getByRole('main');
  await expect(main.locator('li[data-row]').first()).toBeInViewport({ ratio: 0.9 });
  const severity = main.getByRole('combobox', { name: '程度' });
  await expect(severity).toBeHidden();
  await main.getByRole('button', { name: '筛选', exact: true }).focus();
  await page.keyboard.press('Enter');
  await severity.selectOption({ index: 1 });
  await expect(main.getByRole('button', { name: '筛选（1）' })).toHaveAttribute('aria-expanded', 'true');
});

test('in large type at 1280 pixels, a button of a row keeps its words on one line', async ({ server, deskOf }) => {
  const page = await deskOf('zhangwei');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => localStorage.setItem('liangma.type', 'large'));
  await page.goto(`${server.origin}/supervision/officers`);
  const button = page.getByRole('button', { name: /^暂停执法/ }).first();
  await button.waitFor();
  const lines = await button.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  });
  expect(lines).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
