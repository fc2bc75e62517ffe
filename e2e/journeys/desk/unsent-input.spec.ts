/** Nothing that is typed at a desk is lost: not by a broken network, not by Escape, not by a second tab, not by leaving. */

import { applyFor, ENTERPRISE } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { ApplyPage } from '../../pages/apply-page.ts';
import { test } from '../../support/journey.ts';

const REASON = '企业当天停业整顿，改期另行申请。';
const OTHER = '康源大药房';

test('a reason stays in its dialog until the server has taken it, and is not thrown away without asking', async ({
  server,
  deskOf,
}) => {
  const { id } = await applyFor(server.origin);
  const head = await deskOf('mayongcheng');
  await head.goto(`${server.origin}/desk/approvals/${id}`);
  await head.getByRole('button', { name: '不予批准' }).click();
  const dialog = head.getByRole('dialog');
  await dialog.getByRole('textbox').fill(REASON);

  await test.step('the network breaks', async () => {
    await head.context().setOffline(true);
    await dialog.getByRole('button', { name: '不予批准' }).click();
    await expect(dialog.getByText('没有网络')).toBeVisible();
    await expect(dialog.getByText('填写的内容还在。')).toBeVisible();
    await expect(dialog.getByRole('textbox')).toHaveValue(REASON);
  });

  await test.step('Escape asks, as often as it is pressed', async () => {
    for (let n = 0; n < 3; n++) await head.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
    await dialog.getByRole('button', { name: '继续填写' }).click();
    await expect(dialog.getByRole('textbox')).toHaveValue(REASON);
    await expect(dialog.getByRole('textbox')).toBeFocused();
  });

  await test.step('with the network back it is given, by the keyboard', async () => {
    await head.context().setOffline(false);
    await head.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    await head.getByRole('status').filter({ hasText: '不予批准' }).getByRole('link').click();
    await expect(head.getByText(REASON)).toBeVisible();
  });
});

test('two tabs fill in two applications; each keeps its own, and both are listed', async ({ server, deskOf }) => {
  const first = await deskOf('lichunmei');
  await begin(first, server.origin, ENTERPRISE);
  const second = await first.context().newPage();
  await begin(second, server.origin, OTHER);
  await expect(second.getByText('未提交的草稿 1 份')).toBeVisible();
  await first.reload();
  await expect(first.getByRole('button', { name: `更换企业：${ENTERPRISE}` })).toBeVisible();
  await expect(first.getByText('未提交的草稿 1 份')).toBeVisible();
  await first.goto(`${server.origin}/desk`);
  await expect(first.getByRole('link', { name: new RegExp(`草稿.*${ENTERPRISE}`) })).toBeVisible();
  await expect(first.getByRole('link', { name: new RegExp(`草稿.*${OTHER}`) })).toBeVisible();
});

test('a batch that is filled in is there after a reload, and listed until it is deleted', async ({
  server,
  deskOf,
}) => {
  const clerk = await deskOf('lichunmei');
  await clerk.goto(`${server.origin}/desk/apply/batch`);
  await clerk.getByLabel('粘贴企业名单，每行一家').fill(`${ENTERPRISE}\n${OTHER}\n没有这家企业`);
  await clerk.getByRole('button', { name: '查找并加入' }).click();
  await expect(clerk.getByRole('heading', { name: '检查对象 2 家' })).toBeVisible();
  await clerk.getByLabel('每家用时（分钟）').fill('60');
  await expect(clerk.getByText(/草稿，已保存/)).toBeVisible();
  const period = clerk.getByRole('row').filter({ hasText: OTHER }).locator('.nowrap');
  const planned = await period.textContent();
  await clerk.reload();
  await expect(clerk.getByText('已恢复上次没有提交的草稿。')).toBeVisible();
  await expect(clerk.getByRole('heading', { name: '检查对象 2 家' })).toBeVisible();
  await expect(clerk.getByLabel('粘贴企业名单，每行一家')).toHaveValue('没有这家企业');
  await expect(clerk.getByLabel('每家用时（分钟）')).toHaveValue('60');
  await expect(period).toHaveText(planned ?? '');
  await clerk.goto(`${server.origin}/desk`);
  await clerk.getByRole('link', { name: '有一份没有提交的批量申请草稿：2 家企业' }).click();
  await expect(clerk.getByRole('heading', { name: '检查对象 2 家' })).toBeVisible();
  await clerk.getByRole('link', { name: '单独申请' }).click();
  await expect(clerk.getByText('未提交的草稿 1 份')).toBeVisible();
  await clerk.getByRole('button', { name: '删除草稿：2 家企业' }).click();
  await clerk.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await expect(clerk.getByText('未提交的草稿 1 份')).toHaveCount(0);
});

test('changes to an application, and a grant that is filled in, are there after leaving', async ({
  server,
  deskOf,
}) => {
  const { id } = await applyFor(server.origin);
  const clerk = await deskOf('lichunmei');
  await clerk.goto(`${server.origin}/desk/apply?task=${id}`);
  await clerk.getByLabel(/入企检查的必要性/).fill('需核对三批面粉的库存批次。');
  await clerk.getByRole('link', { name: '企业', exact: true }).click();
  await clerk.goto(`${server.origin}/desk/apply?task=${id}`);
  await expect(clerk.getByLabel(/入企检查的必要性/)).toHaveValue('需核对三批面粉的库存批次。');
  await expect(clerk.getByText('已恢复上次未提交的修改。')).toBeVisible();

  const head = await deskOf('mayongcheng');
  await head.goto(`${server.origin}/desk/grants`);
  await head.getByRole('button', { name: '签发授权' }).first().click();
  await head.getByLabel(/授权理由/).fill('乡镇投诉多，山里没有信号。');
  await head.getByRole('button', { name: '收起（保留内容）' }).click();
  await head.reload();
  await head.getByRole('button', { name: '签发授权' }).first().click();
  await expect(head.getByLabel(/授权理由/)).toHaveValue('乡镇投诉多，山里没有信号。');
});

test('where the browser keeps nothing, leaving asks first', async ({ server, deskOf }) => {
  const page = await deskOf('lichunmei');
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const apply = new ApplyPage(page);
  await apply.open(server.origin);
  await apply.chooseEnterprise(ENTERPRISE);
  await expect(page.getByText('本浏览器不允许保存草稿')).toBeVisible();
  const leave = page.getByRole('navigation').getByRole('link', { name: '规则', exact: true });
  const dialog = page.getByRole('dialog', { name: '离开本页？' });
  await leave.click();
  await dialog.getByRole('button', { name: '取消' }).click();
  await expect(page.getByRole('button', { name: `更换企业：${ENTERPRISE}` })).toBeVisible();
  await leave.click();
  await dialog.getByRole('button', { name: '不保留，离开' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '规则' })).toBeVisible();
});

async function begin(page: Page, origin: string, enterprise: string): Promise<void> {
  const apply = new ApplyPage(page);
  await apply.open(origin);
  await apply.chooseEnterprise(enterprise);
  await expect(page.getByText(/草稿，已保存/)).toBeVisible();
}
