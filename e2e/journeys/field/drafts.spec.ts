/** Two officers fill in the same record on two phones without network: it combines, or they choose; it goes up once. */

import { ENTERPRISE, issueCode, signIn } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import type { FieldPage } from '../../pages/field-page.ts';
import { test } from '../../support/journey.ts';

const answer = async ({ page }: FieldPage, n: number, name: string): Promise<void> =>
  item(page, n).getByRole('radio', { name, exact: true }).check({ force: true });

const item = (page: Page, n: number) => page.locator(`#q${n}`);

const shared = ({ page }: FieldPage) => expect(page.getByText(/已存本机 .*同行人员可见/)).toBeVisible();

test('[DRAFT-2] two officers fill one record without network, choose where they differ, and submit it once', async ({
  server,
  phoneOf,
}) => {
  const { id } = await issueCode(server.origin);
  const [wang, zhuoma] = await Promise.all([phoneOf('wangjianguo'), phoneOf('zhuoma')]);

  await test.step('one starts; the other’s phone hears of it and opens the same record', async () => {
    await wang.openCode(ENTERPRISE);
    await wang.startInspection();
    await zhuoma.task(ENTERPRISE).first().click();
    await zhuoma.page.getByRole('link', { name: '继续填写笔录' }).click();
    for (const { page } of [wang, zhuoma]) await expect(item(page, 1)).toBeVisible();
  });

  await test.step('without network each fills in a part; one item and the opinion both', async () => {
    for (const { page } of [wang, zhuoma]) await page.context().setOffline(true);
    await answer(wang, 1, '合格');
    await answer(wang, 2, '合格');
    await wang.page.getByLabel(/当事人意见/).fill('请求宽限三天。');
    await answer(zhuoma, 2, '不合格');
    await item(zhuoma.page, 2).getByLabel('发现的情况').fill('东侧库房三批面粉靠墙存放。');
    await answer(zhuoma, 3, '合格');
    await zhuoma.page.getByLabel(/当事人意见/).fill('对检查没有异议。');
    for (const { page } of [wang, zhuoma]) {
      await expect(page.getByText(/已存本机 .*待共享/)).toBeVisible();
      await expect(page.getByText('1 份草稿待共享')).toBeVisible();
    }
    await zhuoma.page.reload();
    await expect(item(zhuoma.page, 2).getByLabel('发现的情况')).toHaveValue('东侧库房三批面粉靠墙存放。');
  });

  await test.step('back with network, different items combine, with who filled them in', async () => {
    await wang.page.context().setOffline(false);
    await shared(wang);
    await zhuoma.page.context().setOffline(false);
    for (const { page } of [wang, zhuoma]) {
      for (const n of [1, 3])
        await expect(item(page, n).getByRole('radio', { name: '合格', exact: true })).toBeChecked();
    }
    await expect(item(zhuoma.page, 1).getByText(/^王建国 \d\d:\d\d 填$/)).toBeVisible();
    await expect(item(wang.page, 3).getByText(/^卓玛 \d\d:\d\d 填$/)).toBeVisible();
  });

  await test.step('the same item shows both, and no record is made before one is chosen', async () => {
    for (const { page } of [wang, zhuoma]) {
      const choice = item(page, 2).getByRole('region', { name: '两人填写不一致，请选择' });
      await expect(choice.getByRole('listitem')).toHaveCount(2);
      await expect(choice.getByText(/王建国.* \d\d:\d\d/)).toBeVisible();
      await expect(choice.getByText(/卓玛.* \d\d:\d\d/)).toBeVisible();
    }
    const { page } = wang;
    const rest = page.getByRole('group').filter({ has: page.getByRole('radio', { name: '不适用' }) });
    for (let n = 4; n <= (await rest.count()); n++) await answer(wang, n, '合格');
    await page.getByRole('radio', { name: /行政指导/ }).check({ force: true });
    await page.getByRole('button', { name: '核对并提交' }).click();
    await expect(page.getByText('第 2 项两人填写不一致，请选择')).toBeVisible();
    await expect(page.getByRole('button', { name: '提交笔录' })).toHaveCount(0);
  });

  await test.step('[DRAFT-3] what one chooses stands on both phones', async () => {
    const { page } = wang;
    await item(page, 2)
      .getByRole('button', { name: /^采用：卓玛填的“不合格”/ })
      .click();
    await expect(item(page, 2).getByRole('region')).toHaveCount(0);
    await expect(item(page, 2).getByLabel('发现的情况')).toHaveValue('东侧库房三批面粉靠墙存放。');
    await page.getByRole('button', { name: '两段都保留' }).click();
    await expect(page.getByLabel(/当事人意见/)).toHaveValue('请求宽限三天。\n对检查没有异议。');
    await shared(wang);
    await expect(zhuoma.page.getByRole('region', { name: '两人填写不一致，请选择' })).toHaveCount(0);
    await expect(item(zhuoma.page, 2).getByRole('radio', { name: '不合格' })).toBeChecked();
    await expect(zhuoma.page.getByLabel(/当事人意见/)).toHaveValue('请求宽限三天。\n对检查没有异议。');
  });

  await test.step('nobody signs what was changed while they were reading it', async () => {
    await wang.page.getByRole('button', { name: '核对并提交' }).click();
    await expect(wang.page.getByRole('button', { name: '提交笔录' })).toBeVisible();
    await zhuoma.page.getByLabel(/在场人员/).fill('央金');
    await expect(wang.page.getByText('核对期间，同行人员改了笔录')).toBeVisible();
    await expect(wang.page.getByRole('button', { name: '提交笔录' })).toHaveCount(0);
    await expect(wang.page.getByText('央金')).toBeVisible();
    await wang.page.getByRole('button', { name: '已重新核对' }).click();
  });

  await test.step('[DRAFT-4] one submits; the other is told, and keeps what did not make it', async () => {
    await shared(zhuoma);
    await zhuoma.page.context().setOffline(true);
    await answer(zhuoma, 1, '不适用');
    await expect(zhuoma.page.getByText(/待共享/).first()).toBeVisible();
    await wang.page.getByRole('button', { name: '提交笔录' }).click();
    await wang.page.waitForURL(/\/field\/tasks\/[^/]+$/);
    await expect(wang.page.getByText('已收妥').last()).toBeVisible();
    await zhuoma.page.context().setOffline(false);
    await expect(zhuoma.page.getByText('以下内容没有写进笔录')).toBeVisible();
    const late = zhuoma.page.getByRole('listitem').filter({ hasText: '不适用' });
    await expect(late.getByText('笔录：合格')).toBeVisible();
    await expect(zhuoma.page.getByText('1 份草稿未并入笔录')).toBeVisible();
    await zhuoma.page.getByRole('button', { name: '知道了，清除' }).click();
    await expect(zhuoma.page.getByText('以下内容没有写进笔录')).toHaveCount(0);
  });

  await test.step('the desk has one record, with what both of them found', async () => {
    const clerk = await signIn(server.origin, 'lichunmei');
    const { task } = (await clerk('GET', `/api/tasks/${id}`)) as {
      task: { state: string; record: { items: { answer: string; finding: string }[]; personPresent: string } };
    };
    expect(task.state).toBe('recorded');
    expect(task.record.personPresent).toBe('央金');
    expect(task.record.items.map(({ answer }) => answer).slice(0, 3)).toEqual(['pass', 'fail', 'pass']);
    expect(task.record.items[1]?.finding).toBe('东侧库房三批面粉靠墙存放。');
  });
});
