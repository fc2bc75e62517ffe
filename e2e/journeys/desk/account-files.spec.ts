/** Accounts from a file at the desk of an agency administrator: problems, first passwords on a sheet, history, and who is refused. */
import { DESKTOP } from '@liangma/testing/browser';
import { expect } from '@playwright/test';
import { LoginPage } from '../../pages/login-page.ts';
import { test } from '../../support/journey.ts';

const AGENCY = '620623-SCJG';
const OWN = '祁连山下的雪三月才化';
const HEAD = '账号,姓名,所属检查主体,岗位';
const csv = (...rows: string[]) => ({
  name: 'accounts.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`${[HEAD, ...rows].join('\n')}\n`),
});

test('an agency administrator imports people, hands out first passwords, and finds what changed', async ({
  origin,
  deskOf,
  newPage,
}) => {
  const admin = await deskOf('wangxiulan');
  const drop = (...rows: string[]) => admin.locator('input[type=file]').setInputFiles(csv(...rows));

  await test.step('[POST-2] posts and people beyond the agency are named line by line', async () => {
    await admin.goto(`${origin}/desk/people`);
    await admin.getByRole('link', { name: '从文件导入' }).click();
    await drop(`ma.li,马丽,${AGENCY},机关管理员`, 'qi.jun,祁军,620623-YJGL,经办人');
    await expect(admin.getByRole('row', { name: /^2 岗位 机关管理员 您不能任免这个岗位/ })).toBeVisible();
    await expect(admin.getByRole('row', { name: /^3 所属检查主体 .*不在您管理的区域或单位内/ })).toBeVisible();
    await admin.getByRole('button', { name: '换一个文件' }).click();
  });

  let password = '';
  await test.step('[POST-4] the sheet is shown once; another one replaces it', async () => {
    await drop(`ma.li,马丽,${AGENCY},经办人`, `qi.jun,祁军,${AGENCY},法制审核人员；值班人员`);
    await admin.getByRole('button', { name: '导入 2 行变动' }).click();
    await admin.getByRole('button', { name: '发放一次性密码' }).click();
    const strip = admin.getByRole('listitem').filter({ hasText: '马丽' });
    await expect(strip).toContainText('天祝藏族自治县市场监督管理局');
    const first = (await strip.locator('code').last().textContent()) ?? '';
    expect(first).toMatch(/^\w{4}(-\w{4}){3}$/);
    const file = admin.waitForEvent('download');
    await admin.getByRole('button', { name: '下载 CSV' }).click();
    expect((await file).suggestedFilename()).toBe('一次性密码单.csv');
    await admin.getByRole('button', { name: '已交付，关闭' }).click();
    await expect(admin.getByText(first)).toHaveCount(0);
    await admin.reload();
    await expect(admin.getByText('accounts.csv')).toBeVisible();
    await expect(admin.getByText(first)).toHaveCount(0);
    await admin.getByRole('button', { name: '一次性密码' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: '发放一次性密码' }).click();
    password = (await strip.locator('code').last().textContent()) ?? '';
    expect(password).not.toBe(first);
  });

  await test.step('[POST-4] the person signs in with it and chooses an own one', async () => {
    const page = await newPage(DESKTOP);
    await new LoginPage(page, origin).signIn('ma.li', /\/me/, password);
    await page.getByLabel('一次性密码', { exact: true }).fill(password);
    await page.getByLabel('新密码', { exact: true }).fill(OWN);
    await page.getByLabel('再输入一次新密码').fill(OWN);
    await page.getByRole('button', { name: '修改密码' }).click();
    await page.waitForURL(/\/desk/);
    await page.goto(`${origin}/desk/registry/accounts`);
    await expect(page.getByText('没有权限')).toBeVisible();
    await expect(page.getByRole('link', { name: '从文件导入' })).toHaveCount(0);
  });

  await test.step('the account has its content and its history; posts by hand are in it', async () => {
    await admin.goto(`${origin}/desk/people/ma.li`);
    const posts = admin.getByRole('region', { name: '岗位' });
    await posts.getByRole('combobox', { name: '岗位' }).selectOption('duty-officer');
    await posts.getByRole('button', { name: '授予岗位' }).click();
    await expect(posts.getByRole('listitem').filter({ hasText: '值班人员' })).toBeVisible();
    await admin.goto(`${origin}/desk/registry/accounts`);
    await admin.getByRole('link', { name: /马丽/ }).click();
    await expect(admin.getByText('经办人 → 经办人；值班人员')).toBeVisible();
    await expect(admin.getByText(/新登记 · 文件导入/)).toBeVisible();
    await expect(admin.getByRole('link', { name: '岗位、密码和登录' })).toBeVisible();
    await expect(admin.getByRole('navigation', { name: '登记库' }).getByRole('link')).toHaveText(['账号', '导入']);
  });
});
