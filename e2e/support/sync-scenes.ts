/** Scenes of sync, as one story: two officers' drafts, a record that waits, is held, refused and corrected. */
import { readFileSync } from 'node:fs';
import { applyFor, editApplication, enterpriseNamed, issueAt, supervisors, withdraw } from '@liangma/testing/office';
import type { BrowserContext, Page } from '@playwright/test';
import { day } from './form-dates.ts';
import { takePictures } from './pictures.ts';
import { press, settled, signIn, start } from './steps.ts';

interface Place {
  readonly origin: string;
}
type Show = (name: string, page?: Page) => Promise<void>;
/** Another person's browser, with the same look. */
type Open = () => Promise<BrowserContext>;

export async function syncing(page: Page, { origin }: Place, show: Show, open: Open): Promise<void> {
  const task = await issueAt(origin, '超市');
  const other = await issueAt(origin, '宾馆');
  await signIn(page, origin, 'wangjianguo');
  await page.locator('main li a').first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await visit(page, `${origin}/field/sync`);
  await show('field-sync-empty');
  await twoDrafts(page, origin, task.id, await open(), show);
  const file = await withoutNetwork(page, origin, [other.id, task.id], show);
  const office = await (await open()).newPage();
  await signIn(office, origin, 'lichunmei');
  await visit(office, `${origin}/desk/import`);
  const choose = (buffer: Buffer) =>
    office
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.liangma', mimeType: 'application/octet-stream', buffer });
  await choose(Buffer.from('{}'));
  await office.getByRole('alert').waitFor();
  await settled(office);
  await show('desk-import-refused', office);
  await choose(file);
  await office.locator('tbody tr').first().waitFor();
  await settled(office);
  await show('desk-imported', office);
  await office.context().close();
  await deciding(await (await open()).newPage(), origin, show);
  await (await supervisors(origin)).reinstate();
  await decided(page, origin, other.id, show);
}

const visit = async (page: Page, address: string): Promise<void> => {
  await page.goto(address);
  await settled(page);
};

const segment = (page: Page, item: number, answer: number) =>
  page.locator('fieldset').nth(item).locator('input').nth(answer).check({ force: true });

/** [DRAFT-2] The same item filled in differently on two phones without network. */
async function twoDrafts(page: Page, origin: string, task: string, context: BrowserContext, show: Show): Promise<void> {
  await page.goto(`${origin}/field/tasks/${task}/code`);
  await start(page);
  await page.locator('fieldset').first().waitFor();
  const colleague = await context.newPage();
  await signIn(colleague, origin, 'zhuoma');
  await colleague.locator('main li a').first().waitFor();
  const form = `${origin}/field/tasks/${task}/record`;
  await colleague.goto(form);
  await colleague.locator('fieldset').first().waitFor();
  for (const one of [page, colleague]) await one.context().setOffline(true);
  await segment(page, 0, 0);
  await segment(colleague, 0, 1);
  await colleague.locator('fieldset').first().locator('textarea').fill('过道堆放纸箱，占去一半。');
  await settled(colleague);
  for (const one of [page, colleague]) await one.context().setOffline(false);
  const choice = page.getByRole('region', { name: /两人填写不一致|Filled in differently/ });
  await choice.waitFor();
  await settled(page);
  await show('field-record-choose');
  await context.close();
}

/** Two records without network, one withdrawn meanwhile and one after a suspension, and both in a file that is given back. */
async function withoutNetwork(
  page: Page,
  origin: string,
  [first, second]: [string, string],
  show: Show,
): Promise<Buffer> {
  await page.context().setOffline(true);
  await visit(page, `${origin}/field/tasks/${first}/code`);
  await start(page);
  await fillIn(page);
  await withdraw(origin, first, '年度检查计划调整，改期再查');
  await (await supervisors(origin)).suspend();
  await visit(page, `${origin}/field/tasks/${second}/record`);
  const [picture] = await takePictures(page, 1, 1200);
  if (picture) {
    const chooser = page.locator('section input[type=file]').last();
    await chooser.setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: picture });
  }
  await fillIn(page);
  await visit(page, `${origin}/field/sync`);
  const download = page.waitForEvent('download');
  await press(page, /导出补传文件|Export an upload file/);
  const file = readFileSync(await (await download).path());
  await press(page, /^(退出登录|Sign out)$/);
  await page.evaluate(() => scrollTo(0, 0));
  await settled(page);
  await show('field-sync-waiting');
  return file;
}

async function fillIn(page: Page): Promise<void> {
  await page.locator('fieldset').first().waitFor();
  const items = page.getByRole('group').filter({ has: page.getByRole('radio', { name: /^(不适用|Not applicable)$/ }) });
  for (let n = 0; n < (await items.count()); n++) await items.nth(n).getByRole('radio').first().check({ force: true });
  await page.getByRole('radio', { name: /行政指导|Guidance given/ }).check({ force: true });
  await submit(page);
}

async function submit(page: Page): Promise<void> {
  await press(page, /^(核对并提交|Review and submit)$/);
  await press(page, /^(提交笔录|Submit record)$/);
  await page.waitForURL(/\/field\/tasks\/[^/]+$/);
}

/** [SYNC-9] A supervisor does not take what was made after the suspension. */
async function deciding(page: Page, origin: string, show: Show): Promise<void> {
  await signIn(page, origin, 'zhangwei');
  await visit(page, `${origin}/supervision/quarantine`);
  await show('supervision-quarantine', page);
  await press(page, /^(不予采信|Reject)$/);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('没有写明数量，请核实后重报。');
  await show('supervision-quarantine-deciding', page);
  await dialog.locator('button[type=submit]').click();
  await page
    .getByRole('status')
    .filter({ hasText: /不予采信|rejected/ })
    .waitFor();
  await page.context().close();
}

/** Held, not taken, and with that in the sync centre; and what is asked after a withdrawal. */
async function decided(page: Page, origin: string, other: string, show: Show): Promise<void> {
  await page.context().setOffline(false);
  await press(page, /现在同步|Sync now/);
  const parked = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: /改正后重发|Correct and/ }) });
  await parked.waitFor();
  await settled(page);
  await page.evaluate(() => scrollTo(0, 0));
  await show('field-sync-parked');
  await press(page, /^(不再处理|Set aside)$/);
  await show('field-sync-setting-aside');
  await page.keyboard.press('Escape');
  await visit(page, `${origin}/field/tasks/${other}`);
  await show('field-explain');
}

/** [SYNC-12] At the desk, over a version that somebody else has changed meanwhile. */
export async function editing(page: Page, { origin }: Place, show: Show): Promise<void> {
  const from = Date.parse(`${day(1)}T10:00:00+08:00`);
  const content = { matters: ['M058'], window: { from, to: from + 3 * 3_600_000 } };
  const applied = await applyFor(origin, { ...content, enterprise: (await enterpriseNamed(origin, '药房')).id });
  await visit(page, `${origin}/desk/apply?task=${applied.id}`);
  await page.locator('textarea').first().fill('需查看成品仓库的温度记录。');
  await page.locator('input[type=number]').fill('1');
  await settled(page);
  await editApplication(origin, applied, { ...content, whyOnSite: '需核对三批面粉的库存批次。', source: 'deployed' });
  await press(page, /^(提交修改|Submit the change)$/);
  await page.getByRole('alert').first().waitFor();
  await settled(page);
  await show('desk-edit-conflict');
}

/** A head of an agency takes a device out of use. */
export async function revoking(page: Page, { origin }: Place, show: Show): Promise<void> {
  await visit(page, `${origin}/desk/devices`);
  await press(page, /^(停用设备|Revoke the device)$/);
  await show('desk-device-revoking');
}

export async function closing(page: Page, { origin }: Place, show: Show): Promise<void> {
  await visit(page, `${origin}/supervision/alerts`);
  await show('supervision-alerts');
  await press(page, /^(办结预警|Close the alert)$/);
  await show('supervision-alert-closing');
  await page.keyboard.press('Escape');
}
