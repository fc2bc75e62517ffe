/** A joint inspection: proposed where another agency is near, agreed to at the partner's desk, approved, carried and shown as one. */

import { PHONE } from '@liangma/testing/browser';
import { ENTERPRISE, enterpriseNamed } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { ApplyPage } from '../../pages/apply-page.ts';
import { day } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

const PARTNER = '天祝藏族自治县应急管理局';
const LEAD = '天祝藏族自治县市场监督管理局';
const WHY = '需现场核对计量器具和安全设施，书面检查无法核实。';

/** The partner plans an inspection of its own, so that DUP-1 finds it. */
async function plan(clerk: Page, enterprise: string): Promise<void> {
  const origin = new URL(clerk.url()).origin;
  const headers = { origin };
  const { officers } = await (await clerk.request.get(`${origin}/api/registry/officers`)).json();
  const from = Date.parse(`${day(6)}T10:00:00+08:00`);
  const application = {
    enterprise,
    type: 'routine',
    source: 'annual-plan',
    matters: ['M002'],
    officers: officers.slice(0, 2).map(({ id }: { id: string }) => id),
    assistants: 0,
    window: { from, to: from + 3_600_000 },
    offSite: 'none',
    whyOnSite: WHY,
    reasons: { 'DUP-1': '年度计划已经确定，时间另行商定。' },
  };
  const reply = await clerk.request.post(`${origin}/api/tasks`, { data: { application }, headers });
  expect(reply.ok(), await reply.text()).toBe(true);
}

test('[QUAL-4] [DUP-1] two agencies inspect as one: proposed, agreed to, approved, on both officers’ phones and at the door', async ({
  server,
  deskOf,
  phoneOf,
  newPage,
}) => {
  const { origin } = server;
  const { id: shop } = await enterpriseNamed(origin, ENTERPRISE);
  const clerk = await deskOf('lichunmei');
  await plan(await deskOf('gaohaiyan'), shop);

  await test.step('[DUP-1] the form proposes a joint inspection to the agency that is near', async () => {
    const form = new ApplyPage(clerk);
    await form.open(origin);
    await form.chooseEnterprise(ENTERPRISE);
    await form.chooseMatter('定量包装商品计量检查');
    await form.chooseOfficer('王建国');
    await form.chooseWindow(day(0), '00:05', '23:55');
    await form.sayWhyOnSite(WHY);
    await form.expectFinding('DUP-1');
    await form.cure(/并入联合检查/);
    await form.expectNoFinding('DUP-1');
    await form.expectFinding('QUAL-4');
    await form.chooseMatter('工贸企业安全生产监督检查');
    await form.chooseOfficer('祁玉兰');
    await form.expectNoFinding('QUAL-4');
    await form.submit();
    await expect(clerk.getByRole('article').getByText('等待同意')).toBeVisible();
  });
  const address = clerk.url().replace(/\?.*/, '');

  await test.step('[QUAL-4] the head of the lead agency cannot approve before the partner agrees', async () => {
    const head = await deskOf('mayongcheng');
    await head.goto(address);
    await expect(head.getByText(`${PARTNER}还没有同意，不能批准。`)).toBeVisible();
    await expect(head.getByRole('button', { name: '批准并签发任务码' })).toBeDisabled();
  });

  await test.step('[QUAL-4] the head of the partner finds it among the approvals and agrees', async () => {
    const partner = await deskOf('maguoliang');
    // The day of the demo brings the other.
    await expect(partner.getByText('2 件联合检查申请等待本机关同意')).toBeVisible();
    await partner.goto(`${origin}/desk/approvals`);
    await partner.getByRole('link', { name: new RegExp(`${ENTERPRISE}.*等待本机关同意`, 's') }).click();
    await partner.getByRole('button', { name: '同意参加', exact: true }).click();
    await expect(partner.getByText(`已同意参加联合检查：${ENTERPRISE}`)).toBeVisible();
  });

  const code = await test.step('then it is approved, once for both', async () => {
    const head = await deskOf('mayongcheng');
    await head.goto(address);
    await head.getByRole('button', { name: '批准并签发任务码' }).click();
    await expect(head.getByText('已批准').first()).toBeVisible();
    const reply = await head.request.get(`${origin}/api/tasks/${address.split('/').at(-1)}`);
    return (await reply.json()).task.code as string;
  });

  await test.step('the officer of the partner has it on the phone', async () => {
    const { page } = await phoneOf('qiyulan');
    await page.getByRole('link', { name: ENTERPRISE }).first().click();
    for (const agency of [LEAD, PARTNER]) await expect(page.getByText(agency, { exact: true }).first()).toBeVisible();
  });

  await test.step('the page behind the code names both agencies, and the agency of each officer', async () => {
    const door = await newPage(PHONE);
    await door.goto(code);
    await expect(door.getByRole('heading', { name: `${LEAD} ${PARTNER}` })).toBeVisible();
    await expect(door.getByText(/联合检查/).first()).toBeVisible();
    await expect(door.getByText(new RegExp(`62062300088\\s*${PARTNER}`))).toBeVisible();
  });

  await test.step('[FREQ-3] the year of the enterprise has it once', async () => {
    await clerk.goto(`${origin}/desk/enterprises/${shop}`);
    await expect(clerk.getByRole('cell', { name: `${LEAD}、${PARTNER}` })).toHaveCount(1);
  });
});
