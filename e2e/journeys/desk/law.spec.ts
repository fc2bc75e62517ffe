/** The law at the desk: what holds an application back, what cures it, and who decides in whose name. */
import { ENTERPRISE, enterpriseNamed } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { ApplyPage } from '../../pages/apply-page.ts';
import { day } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

const MATTER = '定量包装商品计量检查';
const WHY = '需现场核对计量器具和标签，书面检查无法核实。';

/** Fills in an application for tomorrow that only the law holds back. */
async function fill(page: Page, origin: string, enterprise = ENTERPRISE): Promise<ApplyPage> {
  const form = new ApplyPage(page);
  await form.open(origin);
  await form.chooseEnterprise(enterprise);
  await form.chooseMatter(MATTER);
  await form.chooseOfficer('王建国');
  await form.chooseOfficer('卓玛');
  await form.chooseWindow(day(1), '10:00', '11:00');
  return form;
}

const call = async (page: Page, method: 'get' | 'post', path: string, data?: object) => {
  const origin = new URL(page.url()).origin;
  const reply = await page.request[method](`${origin}${path}`, { data, headers: { origin } });
  expect(reply.ok(), `${path}: ${reply.status()} ${await reply.text()}`).toBe(true);
  return reply.json();
};

test('off site instead, a grade that changes, a quiet day with an exemption, a file with bad rows, and a deputy', async ({
  server,
  deskOf,
}) => {
  const { origin } = server;
  const clerk = await deskOf('lichunmei');
  const admin = await deskOf('liuzhiqiang');
  const { id: shop } = await enterpriseNamed(origin, ENTERPRISE);

  await test.step('[OFF-1] what a written check can settle is recorded without entering', async () => {
    const form = await fill(clerk, origin);
    await form.expectFinding('OFF-1');
    await clerk.getByRole('radio', { name: /书面检查/ }).check();
    await expect(clerk.getByRole('button', { name: '登记非现场检查' })).toHaveAttribute('aria-disabled', 'true');
    await clerk.getByLabel('要求提供或者调取了什么').fill('本月进货台账');
    await clerk.getByLabel('收到什么，结果如何').fill('已提交，批次齐全，没有问题');
    await clerk.getByRole('button', { name: '登记非现场检查' }).click();
    await clerk.waitForURL(/\/desk\/inspections\//);
    await expect(clerk.getByRole('article').getByText('已非现场完成').first()).toBeVisible();
    await expect(clerk.getByText('批次齐全')).toBeVisible();
  });

  await test.step('[GRADE-1] a grade A holds a routine inspection back, a change of the grade lifts that', async () => {
    await admin.goto(`${origin}/desk/registry/enterprises/${shop}`);
    const grade = async (to: string, from: string, source: string) => {
      await admin.getByRole('button', { name: '变更等级' }).click();
      const form = admin.locator('form').filter({ hasText: '依据文号' });
      await form.getByRole('combobox', { name: '等级' }).selectOption(to);
      await form.getByRole('textbox', { name: '起始日期' }).fill(from);
      await form.getByLabel('依据文号').fill(source);
      await admin.getByRole('button', { name: '保存变更' }).click();
      await expect(admin.getByText(source).first()).toBeVisible();
    };
    await grade('A', day(-30), '年度评定〔2026〕1号');
    const form = await fill(clerk, origin);
    await form.sayWhyOnSite(WHY);
    await form.expectFinding('GRADE-1');
    await grade('C', day(-1), '信用调整〔2026〕9号');
    await clerk.reload();
    await form.expectNoFinding('GRADE-1');
    await expect(form.submitButton).toBeEnabled();
  });

  await test.step('[QUIET-1] in a quiet period a listed exemption and a reason are asked for', async () => {
    await call(admin, 'post', '/api/quiet-periods', {
      name: '年末安静生产期',
      region: '620623',
      classes: [],
      days: { kind: 'span', from: day(0), to: day(5) },
      from: day(0),
      until: null,
      exemptions: [{ code: 'safety', text: '存在安全隐患线索' }],
      document: '天政办发〔2026〕60号',
    });
    const form = await fill(clerk, origin);
    await form.sayWhyOnSite(WHY);
    await form.expectFinding('QUIET-1');
    await form.cure('选择例外情形');
    await clerk.getByLabel('安静生产期例外情形').selectOption('存在安全隐患线索');
    await form.findings.getByLabel(/理由，至少/).fill('接到线索反映计量器具失准，须当场核对。');
    await form.submit();
  });

  await test.step('[POST-1] a deputy approves in the name of the head', async () => {
    const head = await deskOf('mayongcheng');
    const { people: deputies } = await call(head, 'get', '/api/me/deputies');
    const deputy = deputies.find(({ name }: { name: string }) => name === '何静').account;
    await call(head, 'post', '/api/me/delegations', {
      deputy,
      from: Date.now() - 60_000,
      until: Date.now() + 3 * 86_400_000,
    });
    const page = await deskOf('hejing');
    await page.goto(clerk.url().replace(/\?.*/, ''));
    await page.getByRole('button', { name: '批准并签发任务码' }).click();
    await expect(page.getByText(/何静.*马永成/).first()).toBeVisible();
  });

  await test.step('five bad rows are named, and nothing is imported', async () => {
    await admin.goto(`${origin}/desk/registry/imports`);
    await admin.getByRole('radio', { name: '执法人员' }).check();
    const rows = [
      '执法证号,姓名,所属检查主体,证件有效期起,证件有效期止',
      '62062300901,马小红,620623-SCJG,2024-01-01,2028-12-31',
      '6206,马小明,620623-SCJG,2024-01-01,2028-12-31',
      '62062300903,,620623-SCJG,2024-01-01,2028-12-31',
      '62062300904,马小军,620623-ZZZZ,2024-01-01,2028-12-31',
      '62062300905,马小兰,620623-SCJG,2028-12-31,2024-01-01',
      '62062300906,=马小刚,620623-SCJG,2024-01-01,2028-12-31',
    ];
    const buffer = Buffer.from(rows.join('\n'));
    await admin.locator('input[type=file]').setInputFiles({ name: '执法人员.csv', mimeType: 'text/csv', buffer });
    for (const line of [3, 4, 5, 6, 7])
      await expect(admin.getByRole('row', { name: new RegExp(`^${line} `) })).toBeVisible();
    await expect(admin.getByRole('button', { name: /导入/ })).toHaveCount(0);
    const { officers } = await call(clerk, 'get', '/api/registry/officers');
    expect(officers.filter(({ name }: { name: string }) => name === '马小红')).toEqual([]);
  });
});
