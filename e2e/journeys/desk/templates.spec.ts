/** Templates of applications: saved from a form, renamed, used in a batch, and what is gone of them is said. */
import { ENTERPRISE } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { ApplyPage } from '../../pages/apply-page.ts';
import { day } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

const MATTER = '定量包装商品计量检查';
const CERTIFICATE = '62062300977';

/** Takes an officer over by the registry's import; `leftOn` may be empty. */
async function importOfficer(admin: Page, leftOn: string): Promise<void> {
  const { origin } = new URL(admin.url());
  const rows = `执法证号,姓名,所属检查主体,证件有效期起,证件有效期止,离岗日期\n${CERTIFICATE},马小红,620623-SCJG,2024-01-01,2028-12-31,${leftOn}\n`;
  const data = { kind: 'officers', name: '执法人员.csv', file: Buffer.from(rows).toString('base64url') };
  const send = async (commit: string | null) => {
    const reply = await admin.request.post(`${origin}/api/registry/imports`, {
      data: { ...data, commit },
      headers: { origin },
    });
    expect(reply.ok(), await reply.text()).toBe(true);
    return reply.json();
  };
  const { hash } = await send(null);
  expect((await send(hash)).imported).toBe(true);
}

test('a template fills an application and a batch; an officer who left is named and left out', async ({
  origin,
  deskOf,
}) => {
  const clerk = await deskOf('lichunmei');
  const admin = await deskOf('liuzhiqiang');
  await importOfficer(admin, '');
  const form = new ApplyPage(clerk);
  const chip = (name: string) => clerk.getByRole('button', { name: `移除“${name}”` });

  await test.step('the form is saved under a name and renamed', async () => {
    await form.open(origin);
    await form.chooseMatter(MATTER);
    await form.chooseOfficer('王建国');
    await form.chooseOfficer('马小红');
    await form.chooseWindow(day(1), '10:00', '11:30');
    await clerk.getByText('模板', { exact: true }).click();
    await clerk.getByRole('button', { name: '存为模板' }).click();
    await expect(clerk.getByText('请填写模板名称')).toBeVisible();
    await clerk.getByLabel('模板名称').fill('计量抽查');
    await clerk.getByLabel('模板名称').press('Enter');
    await expect(clerk.getByText('1 项事项，2 名执法人员，90 分钟')).toBeVisible();
    await clerk.getByRole('button', { name: '给模板“计量抽查”改名' }).click();
    await clerk.getByLabel('“计量抽查”的新名称').fill('计量例行');
    await clerk.getByLabel('“计量抽查”的新名称').press('Enter');
    await expect(clerk.getByText('模板“计量抽查”已改名为“计量例行”')).toBeVisible();
  });

  await test.step('a new application begins with it', async () => {
    await form.open(origin);
    await clerk.getByText('模板（1 个）').click();
    await clerk.getByRole('button', { name: '使用模板“计量例行”' }).click();
    await expect(chip('马小红')).toBeVisible();
    await expect(clerk.getByLabel('开始')).toHaveValue('10:00');
    await expect(clerk.getByLabel('结束')).toHaveValue('11:30');
  });

  await test.step('an officer who left is named and left out, also in a batch', async () => {
    await importOfficer(admin, day(0));
    await clerk.goto(`${origin}/desk/apply/batch`);
    await clerk.getByText('模板（1 个）').click();
    await expect(clerk.getByText('马小红已不在本机关执法').first()).toBeVisible();
    await clerk.getByRole('button', { name: '使用模板“计量例行”' }).click();
    await expect(clerk.getByRole('status').filter({ hasText: '马小红已不在本机关执法' })).toBeVisible();
    await expect(chip('王建国')).toBeVisible();
    await expect(chip('马小红')).toHaveCount(0);
    await clerk.getByLabel('粘贴企业名单，每行一家').fill(ENTERPRISE);
    await clerk.getByRole('button', { name: '查找并加入' }).click();
    await expect(clerk.getByRole('rowheader', { name: new RegExp(ENTERPRISE) })).toBeVisible();
    await expect(clerk.getByLabel('开始')).toHaveValue('10:00');
  });

  await test.step('with one officer left the rules hold the target back, and the table shows only such ones', async () => {
    await form.sayWhyOnSite('需现场核对计量器具和标签，书面检查无法核实。');
    await clerk.getByRole('button', { name: '逐家审查' }).click();
    await expect(clerk.getByText('1 家中 0 家符合规则')).toBeVisible();
    await clerk.getByLabel('只看需要处理的 1 家').check();
    await expect(clerk.getByRole('rowheader', { name: new RegExp(ENTERPRISE) })).toBeVisible();
    await form.chooseOfficer('卓玛');
    await clerk.getByRole('button', { name: '逐家审查' }).click();
    await expect(clerk.getByText('1 家中 1 家符合规则')).toBeVisible();
  });

  await test.step('it is removed for the whole agency only after a question', async () => {
    await clerk.getByRole('button', { name: '删除模板“计量例行”' }).click();
    await clerk.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await clerk.getByRole('button', { name: '删除模板“计量例行”' }).click();
    await clerk.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await expect(clerk.getByText('还没有模板')).toBeVisible();
  });
});
