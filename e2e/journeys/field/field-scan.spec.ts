/** A second officer scans the code that the first one shows, without network. */

import { ENTERPRISE } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { FieldPage } from '../../pages/field-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { filmOf } from '../../support/filming-phone.ts';
import { test } from '../../support/journey.ts';

test('the scan tab films a code, verifies it on the phone and leads to its task', async ({
  origin,
  issued,
  phoneOf,
  filming,
}) => {
  expect(issued.code).toBeTruthy();
  const first = await phoneOf('wangjianguo');
  await first.openCode(ENTERPRISE);
  const field = new FieldPage(await filming(filmOf(first.page)));
  await new LoginPage(field.page, origin).signIn('zhuoma', /\/field/);
  await expect(field.task(ENTERPRISE).first()).toBeVisible();
  await field.ready();
  await field.page.context().setOffline(true);
  await field.page.getByRole('link', { name: '扫码' }).click();
  const result = field.page.getByRole('article');
  await expect(result.getByRole('heading', { name: '检查任务码真实有效' })).toBeVisible();
  for (const fact of [ENTERPRISE, '食品生产监督检查', '62062300042'])
    await expect(result.getByText(fact)).toBeVisible();
  await field.page.getByRole('link', { name: '打开这项任务' }).click();
  await expect(field.page.getByRole('link', { name: '出示检查任务码' })).toBeVisible();
});
