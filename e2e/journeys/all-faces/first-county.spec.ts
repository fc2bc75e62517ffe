/** An empty store in production: a county sets itself up in the browser, loads its files and inspects for the first time. */
import { DESKTOP, PHONE } from '@liangma/testing/browser';
import { startServer } from '@liangma/testing/server';
import { expect, type Page } from '@playwright/test';
import { ApplyPage } from '../../pages/apply-page.ts';
import { ApprovalsPage } from '../../pages/approvals-page.ts';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import { FieldPage } from '../../pages/field-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { filmOf } from '../../support/filming-phone.ts';
import { windowNow } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

const COUNTY = '620623';
const AGENCY = '620623-SCJG';
const NEW = '祁连山下的雪三月才化';
const TOKEN = /One-time token: (\S+)/;
const SHOP = '老马面馆';
const MATTER = '餐饮服务监督检查';

const AGENCIES = `检查主体编码,检查主体名称,主体类别,行政区划代码,执法领域,资格确认文号,资格确认机关,资格确认日期,联系电话
${AGENCY},天祝藏族自治县市场监督管理局,行政机关,${COUNTY},市场监管,武政发〔2025〕1号,武威市人民政府,2025-01-03,0935-3120000`;
const OFFICERS = `执法证号,姓名,所属检查主体,证件有效期起,证件有效期止
62062300001,马文斌,${AGENCY},2024-01-01,2034-12-31
62062300002,才让草,${AGENCY},2024-01-01,2034-12-31`;
const ENTERPRISES = `统一社会信用代码,经营主体名称,主体类型,所在乡镇区划代码,住所,行业,分级分类等级
X62062300017,${SHOP},个人合伙,620623100,团结路3号,餐饮,C`;
const MATTERS = `事项编码,检查事项,检查依据,依据种类,领域代码,实施层级,检查对象,检查方式,涉及公共安全,年度频次上限,生效日期,检查项目,来源
M001,${MATTER},《中华人民共和国食品安全法》第一百一十条,法律,SCJG,县级,餐饮服务经营者,现场,是,2,2026-01-01,后厨清洁#10|从业人员健康证明有效#5#不适用,甘肃省市场监督管理局`;

/** Changes the one-time password at the first sign-in. */
async function firstSignIn(page: Page, origin: string, name: string, password: string): Promise<void> {
  await new LoginPage(page, origin).signIn(name, /\/me/, password);
  await page.getByLabel('一次性密码', { exact: true }).fill(password);
  await page.getByLabel('新密码', { exact: true }).fill(NEW);
  await page.getByLabel('再输入一次新密码').fill(NEW);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.waitForURL(/\/(desk|field)/);
}

/** Dry run, then the import, at the desk. */
async function importFile(admin: Page, origin: string, kind: string, text: string): Promise<void> {
  await admin.goto(`${origin}/desk/registry/imports`);
  await admin.getByRole('radio', { name: kind }).check();
  const file = { name: `${kind}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await admin.locator('input[type=file]').setInputFiles(file);
  await expect(admin.getByText(/核对通过，还没有导入/)).toBeVisible();
  await admin.getByRole('button', { name: /^导入/ }).click();
  await expect(admin.getByText(/csv：已导入/)).toBeVisible();
}

/** Makes an account and returns its one-time password. */
async function create(
  desk: Page,
  origin: string,
  account: string,
  role: string,
  certificate?: string,
): Promise<string> {
  await desk.goto(`${origin}/desk/people`);
  await desk.getByRole('button', { name: '新增人员' }).click();
  const form = desk.locator('form').filter({ hasText: '建立账号' });
  await form.getByLabel('姓名').fill(account);
  await form.getByLabel('账号', { exact: true }).fill(account);
  await form.getByLabel('岗位').selectOption(role);
  const agency = form.getByLabel('检查主体编码');
  if (await agency.isEditable()) await agency.fill(AGENCY);
  if (certificate) await form.getByLabel('执法证件号').fill(certificate);
  await form.getByRole('button', { name: '建立账号' }).click();
  const password = desk.getByRole('alert').locator('code');
  await expect(password).toHaveText(/^\w{4}(-\w{4}){3}$/);
  return (await password.textContent()) ?? '';
}

test('an empty production server is set up, filled from files, and inspects', async ({ newPage, filming }) => {
  const server = await startServer('sqlite', [], undefined, undefined, 'production');
  const { origin } = server;
  try {
    const admin = await newPage(DESKTOP);
    await test.step('every page leads to the set-up, which makes keys and the first administrator', async () => {
      await admin.goto(`${origin}/desk`);
      await expect(admin).toHaveURL(/\/setup$/);
      await expect.poll(() => server.said()).toMatch(TOKEN);
      await admin.getByLabel('一次性口令').fill(TOKEN.exec(server.said())?.[1] ?? '');
      await admin.getByLabel(/省、市（州）、县/).selectOption(COUNTY);
      await admin.getByLabel('姓名').fill('县管理员');
      await admin.getByLabel('账号', { exact: true }).fill('admin');
      await admin.getByLabel('新密码').fill(NEW);
      await admin.getByLabel('公开地址').fill('liangma.example.cn');
      await admin.getByRole('button', { name: '完成初始化' }).click();
      await expect(admin.getByRole('alert')).toContainText('公开地址：企业扫码打开的地址，以 https:// 开头');
      await admin.getByLabel('公开地址').fill(`${origin}/`);
      await admin.getByRole('button', { name: '完成初始化' }).click();
      await expect(admin.getByText('初始化完成')).toBeVisible();
      await admin.getByRole('link', { name: '登录并导入名录' }).click();
      await new LoginPage(admin, origin).signIn('admin', /\/desk/, NEW);
    });

    await test.step('agencies, officers and enterprises come from files, the list of matters is in force', async () => {
      await expect(admin.getByRole('heading', { name: '概况' })).toBeVisible();
      await expect(admin.getByText('还没有')).toHaveCount(5);
      await importFile(admin, origin, '检查主体', AGENCIES);
      await importFile(admin, origin, '执法人员', OFFICERS);
      await importFile(admin, origin, '经营主体', ENTERPRISES);
      await importFile(admin, origin, '检查事项', MATTERS);
      const tabs = admin.getByRole('navigation', { name: '登记库' });
      await tabs.getByRole('link', { name: '检查事项' }).click();
      await expect(admin.getByText(MATTER).first()).toBeVisible();
      await expect(admin.getByText('现行清单：第 1 版')).toBeVisible();
    });

    const head = await newPage(DESKTOP);
    const clerk = await newPage(DESKTOP);
    await test.step('people get accounts, and change their one-time passwords', async () => {
      await firstSignIn(head, origin, 'office', await create(admin, origin, 'office', 'agency-administrator'));
      await firstSignIn(clerk, origin, 'clerk', await create(head, origin, 'clerk', 'clerk'));
    });
    const approver = await create(head, origin, 'approver', 'approver');
    const inspector = await create(head, origin, 'inspector', 'inspector', '62062300001');

    await test.step('a clerk applies; without an earlier notice and at once, so reasons are asked for', async () => {
      const form = new ApplyPage(clerk);
      await form.open(origin);
      const window = windowNow();
      await form.chooseWindow(window.day, window.from, window.to);
      await form.chooseEnterprise(SHOP);
      await form.chooseMatter(MATTER);
      await form.chooseOfficer('马文斌');
      await form.chooseOfficer('才让草');
      await form.sayWhyOnSite('需查看后厨卫生状况，书面无法核实。');
      await form.cure(/^填写理由$/);
      await form.findings.getByLabel(/理由，至少/).fill('开业首日须当天核查后厨卫生条件。');
      await form.submit();
    });
    await test.step('the approver approves', async () => {
      const desk = await newPage(DESKTOP);
      await firstSignIn(desk, origin, 'approver', approver);
      const approvals = new ApprovalsPage(desk);
      await approvals.open(origin, SHOP);
      await approvals.approve();
    });

    const field = new FieldPage(await newPage(PHONE));
    await test.step('an inspector enrols the phone and shows the code', async () => {
      await firstSignIn(field.page, origin, 'inspector', inspector);
      await field.ready();
      await field.openCode(SHOP);
    });
    const shop = new EnterprisePage(await filming(filmOf(field.page)));
    await test.step('the shop scans it, confirms, and evaluates after the record', async () => {
      await shop.scan(origin);
      await shop.expectGenuine();
      await expect(shop.page.getByText('天祝藏族自治县市场监督管理局').first()).toBeVisible();
      await shop.confirm();
      await field.startInspection();
      const item = (text: string) => field.page.getByRole('group').filter({ hasText: text });
      await expect(item('后厨清洁').getByRole('radio')).toHaveCount(2);
      await expect(item('从业人员健康证明有效').getByRole('radio')).toHaveCount(3);
      await field.passRecord(/健康证明/);
      await shop.evaluate('满意');
      await expect(shop.page.getByText('已送达').first()).toBeVisible({ timeout: 60_000 });
    });
    await test.step('a report without a code is about the county that is served', async () => {
      const stranger = await newPage(PHONE);
      await stranger.goto(`${origin}/c`);
      await stranger.getByRole('button', { name: '他们没有出示任务码' }).click();
      await expect(stranger.getByLabel('县（市、区）')).toHaveValue(COUNTY);
    });
    await test.step('the desk sees the record', async () => {
      await clerk.goto(`${origin}/desk/inspections`);
      await clerk.getByRole('main').getByRole('link', { name: SHOP }).first().click();
      const article = clerk.getByRole('article');
      await expect(article.getByText('未发现问题').first()).toBeVisible();
      await expect(article.getByText('合格 1 项，不合格 0 项，不适用 1 项')).toBeVisible();
      await clerk.goto(`${clerk.url()}/notice`);
      await expect(clerk.getByText('联系人：clerk　联系电话：0935-3120000')).toBeVisible();
    });
  } finally {
    await server.stop();
  }
});
