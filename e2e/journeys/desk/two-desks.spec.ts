/** Two desks over one application: the later one chooses field by field; a head decides on what is there, not on what was. */

import { applyFor, signIn } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { test } from '../../support/journey.ts';

const why = (page: Page) => page.getByLabel(/入企检查的必要性/);
const assistants = (page: Page) => page.getByLabel(/协助检查人员人数/);
const submit = (page: Page) => page.getByRole('button', { name: '提交修改' }).click();

test('[SYNC-12] two desks change one application, and a head looks at an old version of it', async ({
  server,
  deskOf,
}) => {
  const { id } = await applyFor(server.origin);
  const [first, second, head] = await Promise.all([deskOf('lichunmei'), deskOf('lichunmei'), deskOf('mayongcheng')]);
  for (const page of [first, second]) await page.goto(`${server.origin}/desk/inspections/${id}`);
  await head.goto(`${server.origin}/desk/approvals/${id}`);
  await expect(head.getByRole('button', { name: '批准并签发任务码' })).toBeEnabled();

  await test.step('both open it to change it; the first is done', async () => {
    for (const page of [first, second]) {
      await page.getByRole('link', { name: '修改申请' }).click();
      await expect(page.getByRole('heading', { level: 1, name: '修改申请' })).toBeVisible();
      await expect(page.getByText('还没有改动。')).toBeVisible();
    }
    await why(first).fill('需核对三批面粉的库存批次。');
    await assistants(first).fill('2');
    await submit(first);
    await expect(first.getByText('修改已提交，等待审批。')).toBeVisible();
    await expect(first.getByText(/入企检查的必要性，原为：需查看生产车间/)).toBeVisible();
  });

  await test.step('the second has changed one field of those and another one: nothing is overwritten', async () => {
    await why(second).fill('需查看成品仓库的温度记录。');
    await second.getByLabel('来源', { exact: true }).selectOption('deployed');
    await submit(second);
    const conflict = second.getByRole('alert').filter({ hasText: '这件申请在别处改过' });
    await expect(conflict.getByText(/^李春梅，/)).toBeVisible();
    const field = (name: string) => conflict.getByRole('group', { name: new RegExp(name) });
    await expect(field('协助检查人员人数').getByRole('radio', { name: /现在的版本 2 人/ })).toBeChecked();
    await expect(field('来源').getByRole('radio', { name: /本页填的/ })).toBeChecked();
    await expect(field('入企检查的必要性').getByRole('radio', { checked: true })).toHaveCount(0);
    const goOn = conflict.getByRole('button', { name: '按所选继续' });
    await expect(goOn).toBeDisabled();
    await field('入企检查的必要性')
      .getByRole('radio', { name: /本页填的 需查看成品仓库/ })
      .check();
    await goOn.click();
    await expect(conflict).toHaveCount(0);
    await expect(assistants(second)).toHaveValue('2');
    await expect(why(second)).toHaveValue('需查看成品仓库的温度记录。');
    await submit(second);
    await expect(second.getByText('修改已提交，等待审批。')).toBeVisible();
  });

  await test.step('the head approves nothing that has changed under their eyes, and sees what has', async () => {
    await head.getByRole('button', { name: '批准并签发任务码' }).click();
    const changed = head.getByRole('alert').filter({ hasText: '打开之后，这次任务有了变化' });
    await expect(changed.getByRole('row', { name: /协助检查人员人数 0 人 2 人/ })).toBeVisible();
    await expect(changed.getByRole('row', { name: /入企检查的必要性 .*成品仓库的温度记录/ })).toBeVisible();
    await expect(head.getByRole('img', { name: /检查任务码/ })).toHaveCount(0);
    await changed.getByRole('button', { name: '按现在的版本继续' }).click();
    await head.getByRole('button', { name: '批准并签发任务码' }).click();
    await head.getByRole('status').filter({ hasText: '已批准' }).getByRole('link').click();
    await expect(head.getByRole('img', { name: /检查任务码/ })).toBeVisible();
  });

  await test.step('what is decided is changed by nobody', async () => {
    const clerk = await signIn(server.origin, 'lichunmei');
    const { task } = (await clerk('GET', `/api/tasks/${id}`)) as { task: { rev: number; edits: unknown[] } };
    expect(task).toMatchObject({ state: 'issued', assistants: 2, source: 'deployed', rev: 4 });
    expect(task.edits).toHaveLength(2);
    await second.goto(`${server.origin}/desk/apply?task=${id}`);
    await expect(second.getByRole('heading', { level: 1 })).toHaveCount(0);
    await second.goto(`${server.origin}/desk/inspections/${id}`);
    await expect(second.getByRole('link', { name: '修改申请' })).toHaveCount(0);
  });
});
