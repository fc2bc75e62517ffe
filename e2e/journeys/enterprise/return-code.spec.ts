/** An enterprise that never finds signal: its answer comes back in a QR that the officer's phone films. */

import { PHONE } from '@liangma/testing/browser';
import { ENTERPRISE, signIn } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import { FieldPage } from '../../pages/field-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { SupervisionPage } from '../../pages/supervision-page.ts';
import { filmOf } from '../../support/filming-phone.ts';
import { test } from '../../support/journey.ts';
import { readQr } from '../../support/read-qr.ts';

const RETURN_CODE = '确认回执码：您的答复';

test('confirmed without network, filmed by the officer, and one scan when the enterprise’s phone comes back', async ({
  origin,
  issued: { id, code },
  newPage,
  filming,
  deskOf,
}) => {
  const page = new EnterprisePage(await newPage(PHONE));
  const shop = page.page.context();

  await test.step('after its first visit the enterprise’s phone is without network; it confirms', async () => {
    await page.page.goto(code);
    await page.expectGenuine();
    await page.ready();
    await shop.setOffline(true);
    await page.page.reload();
    await page.expectGenuine();
    await page.confirm();
    await expect(page.page.getByRole('heading', { name: '请执法人员扫这个码' })).toBeVisible();
  });
  const field = await test.step('closed and opened again, the QR is still there; a camera films it', async () => {
    await page.page.reload();
    const qr = page.page.getByRole('img', { name: RETURN_CODE });
    await expect(qr).toBeVisible();
    expect(Number(await qr.getAttribute('data-version'))).toBeLessThanOrEqual(13);
    await qr.scrollIntoViewIfNeeded();
    return new FieldPage(await filming(filmOf(page.page)));
  });
  const phone = field.page.context();
  await test.step('the scan tab reads it without network, and the task shows the enterprise as confirmed', async () => {
    await new LoginPage(field.page, origin).signIn('wangjianguo', /\/field/);
    await expect(field.task(ENTERPRISE).first()).toBeVisible();
    await field.ready();
    await phone.setOffline(true);
    await scan(field.page, '核对无误，已存在本机');
    // The inspection can begin from here, without a way over the task.
    await expect(field.page.getByRole('button', { name: '开始检查' })).toBeVisible();
    await field.page.getByRole('link', { name: ENTERPRISE }).click();
    await expect(field.page.getByRole('listitem').filter({ hasText: '企业已确认' })).toBeVisible();
    await field.page.getByRole('link', { name: '出示检查任务码' }).click();
    await expect(field.page.getByRole('status').filter({ hasText: '企业已确认' })).toBeVisible();
  });
  await test.step('scanned once more it is known', async () => {
    await field.page.goto(`${origin}/field`);
    await scan(field.page, '之前已经收到，不用再扫');
  });

  await test.step('the officer’s phone finds network: the server has the scan of the enterprise’s device', async () => {
    await phone.setOffline(false);
    await field.openSync();
    await expect(field.record('扫描企业确认回执码', '已收妥')).not.toHaveCount(0, { timeout: 60_000 });
    expect(await scansOf(origin, id)).toMatchObject([{ verdict: 'genuine', channel: 'link', routes: ['return'] }]);
  });
  await test.step('the enterprise’s phone finds network at last: still one scan, by both ways', async () => {
    const [before] = await scansOf(origin, id);
    await shop.setOffline(false);
    await expect(page.page.getByText('已经送达，确认回执码不用再扫。')).toBeVisible({ timeout: 60_000 });
    await expect(page.page.getByRole('img', { name: RETURN_CODE })).toBeHidden();
    expect(await scansOf(origin, id)).toEqual([{ ...before, routes: ['return', 'own'] }]);
  });
  await test.step('the trace shows one scan, who carried it, and both receipts valid', async () => {
    const supervisor = new SupervisionPage(await deskOf('zhangwei'));
    await new LoginPage(supervisor.page, origin).signIn('zhangwei', /\/supervision/);
    await supervisor.openTrace(ENTERPRISE);
    const scanned = supervisor.steps.filter({ hasText: '企业扫码' });
    await expect(scanned).toHaveCount(1);
    await expect(scanned).toContainText('由确认回执码带回：王建国的手机');
    await expect(scanned).toContainText('企业的手机也上传了自己的记录');
    await expect(supervisor.page.getByText(/^(\d+) \/ \1 有效$/)).toBeVisible();
  });
});

test('a phone’s own camera that opens the address of a return QR comes to the scanner, online and offline', async ({
  origin,
  issued: { id, code },
  newPage,
  phoneOf,
}) => {
  const address = await refuseOffline(await newPage(PHONE), code);

  const second = await newPage({ ...PHONE, serviceWorkers: 'block' });
  await new LoginPage(second, origin).signIn('zhuoma', /\/field/);
  await expect(second.getByText(/^已同步/)).toBeVisible();
  await second.goto(address);
  await expect(second).toHaveURL(`${origin}/field/scan`);
  await expect(second.getByRole('heading', { name: '企业已拒绝' })).toBeVisible();
  await expect(second.getByText('理由：执法人员少于两人')).toBeVisible();

  const field = await phoneOf('wangjianguo');
  await field.page.context().setOffline(true);
  await field.page.goto(address);
  await expect(field.page).toHaveURL(`${origin}/field/scan`);
  await expect(field.page.getByRole('heading', { name: '企业已拒绝' })).toBeVisible();

  const digit = (Number(address.at(-9)) + 1) % 10;
  await field.page.goto(`${address.slice(0, -9)}${digit}${address.slice(-8)}`);
  await expect(field.page.getByRole('alert')).toContainText('确认回执码核对不上，没有保存');

  await expect.poll(async () => (await taskOf(origin, id)).state, { timeout: 60_000 }).toBe('refused');
  expect((await taskOf(origin, id)).refused).toMatchObject({ ground: 'fewer-than-two-officers', routes: ['return'] });
});

/** The camera of the scan tab. */
async function scan(page: Page, line: string): Promise<void> {
  await page.getByRole('link', { name: '扫码' }).click();
  await expect(page.getByRole('heading', { name: '企业已确认' })).toBeVisible();
  await expect(page.getByText(line)).toBeVisible();
}

/** An enterprise's phone that never finds network again; gives what its QR says. */
async function refuseOffline(shop: Page, code: string): Promise<string> {
  const page = new EnterprisePage(shop);
  await shop.goto(code);
  await page.expectGenuine();
  await page.ready();
  await shop.context().setOffline(true);
  await shop.getByRole('button', { name: '我要拒绝' }).click();
  await shop.getByRole('radio', { name: '执法人员少于两人' }).check({ force: true });
  await shop.getByRole('button', { name: '拒绝检查' }).click();
  const qr = shop.getByRole('img', { name: RETURN_CODE });
  await expect(qr).toBeVisible();
  return readQr(shop, await qr.screenshot());
}

interface Task {
  readonly state: string;
  readonly scans: Record<string, unknown>[];
  readonly refused?: Record<string, unknown>;
}

async function taskOf(origin: string, id: string): Promise<Task> {
  const clerk = await signIn(origin, 'lichunmei');
  return (await clerk('GET', `/api/tasks/${id}`)).task as Task;
}

const scansOf = async (origin: string, id: string) => (await taskOf(origin, id)).scans;
