/** [EVAL-1] The way back to evaluate: the next day, on another phone, by the check number alone. */

import { PHONE } from '@liangma/testing/browser';
import { issueCode } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import { test } from '../../support/journey.ts';

const DAY = 86_400_000;

test('whoever confirmed gets a number; the next day it leads on any phone to the evaluation, and no button is dead', async ({
  server,
  newPage,
}) => {
  const { code, number } = await issueCode(server.origin);
  const shop = new EnterprisePage(await newPage(PHONE));
  await test.step('the confirmed card shows the check number, and the band says when it was confirmed', async () => {
    await shop.page.goto(code);
    await shop.expectGenuine();
    await shop.confirm();
    await expect(shop.verdict).toHaveText(/^您已确认\s今天\s\d\d:\d\d$/);
    expect((await shop.checkNumber()).replaceAll(' ', '')).toBe(number);
    expect(await shop.page.evaluate(() => scrollY)).toBe(0);
    await expect(shop.page.getByRole('heading', { name: '您已确认，可以让他们进门' })).toBeFocused();
  });

  const later = new EnterprisePage(await newPage(PHONE));
  await test.step('the next day another phone finds it by the number: over, with two equal answers', async () => {
    await later.page.clock.setFixedTime(Date.now() + DAY);
    await later.page.goto(`${server.origin}/c`);
    await later.page.getByLabel(/核验号/).fill(number);
    await later.page.getByRole('button', { name: '核验', exact: true }).click();
    await expect(later.verdict).toHaveText('检查时间已过');
    const [evaluate, refuse] = [
      later.page.getByRole('button', { name: '检查做完了，去评价' }),
      later.page.getByRole('button', { name: '现在才来检查，我要拒绝' }),
    ];
    const [left, right] = [await evaluate.boundingBox(), await refuse.boundingBox()];
    expect([left?.width, left?.height]).toEqual([right?.width, right?.height]);
    await evaluate.click();
    await expect(later.page).toHaveTitle('评价这次检查');
  });

  await test.step('sent before the first question is answered: it says so and goes there', async () => {
    await later.page.getByRole('button', { name: '请先回答第一题' }).click();
    await expect(later.page.getByRole('radio', { name: '满意', exact: true })).toBeFocused();
    await expect(later.page.getByRole('alert')).toBeInViewport();
  });

  await test.step('answered, it is sent; Escape leaves a panel', async () => {
    await later.page.getByRole('radio', { name: '满意', exact: true }).check({ force: true });
    await later.page.getByRole('button', { name: '提交评价' }).click();
    await expect(later.page.getByText('已送达').first()).toBeVisible();
    await later.page.getByRole('button', { name: '我的权利' }).click();
    await expect(later.page).toHaveTitle('我的权利');
    await later.page.keyboard.press('Escape');
    await expect(later.page).toHaveTitle('检查时间已过');
  });
});

test('a refused code is no green page any more, and the report names no serial number', async ({ server, newPage }) => {
  const { code, id, number } = await issueCode(server.origin);
  const shop = new EnterprisePage(await newPage(PHONE));
  await shop.page.goto(code);
  await shop.expectGenuine();
  await shop.page.getByRole('button', { name: '我要拒绝' }).click();
  await shop.page.getByRole('radio', { name: '其他原因' }).check({ force: true });
  await shop.page.getByRole('button', { name: '拒绝检查' }).click();
  await expect(shop.verdict).toHaveText('您已拒绝这次检查');
  await expect(shop.page.locator('#door')).toHaveClass('past');
  await expect(shop.page.getByText('检查任务码真实有效')).toBeVisible();
  await expect(shop.page.getByText('请来人出示手机上的动态码')).toBeHidden();
  expect((await shop.checkNumber()).replaceAll(' ', '')).toBe(number);
  await shop.page.getByRole('button', { name: '举报' }).click();
  const said = (await shop.page.locator('blockquote').textContent()) ?? '';
  expect(said).toContain(`核验号是 ${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`);
  expect(said).not.toContain(id);
});
