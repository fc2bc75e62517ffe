/** A new version of the app waits, asks, and takes nothing away from a form that is being filled. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { FieldPage } from '../pages/field-page.ts';
import { LoginPage } from '../pages/login-page.ts';
import { launch, PHONE } from '../support/browser.ts';
import { keptEvents } from '../support/device-store.ts';
import { type GatedWay, gatedWay, isPush } from '../support/gated-way.ts';
import { issueAt, issueCode } from '../support/office.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const WORKER = fileURLToPath(new URL('../../web/app/build/service-worker.js', import.meta.url));
const built = readFileSync(WORKER);

let server: RunningServer;
let way: GatedWay;
let browser: Browser;
test.beforeAll(async () => {
  server = await startServer('sqlite');
  way = await gatedWay(server.origin);
  browser = await launch();
});
test.afterAll(async () => {
  writeFileSync(WORKER, built);
  await browser.close();
  await way.stop();
  await server.stop();
});

test.beforeEach(() => writeFileSync(WORKER, built));

test('a new version asks before it takes over, and what was typed is still there', async () => {
  await issueCode(server.origin);
  const page = await (await browser.newContext({ ...PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage();
  const field = new FieldPage(page);
  await new LoginPage(page, server.origin).signIn('wangjianguo', /\/field/);
  await field.ready();
  await field.openCode('天祝雪域食品有限公司');
  await field.startInspection();
  await page.getByLabel(/企业意见/).fill('没有意见，东西都在');

  await anotherVersion(page);
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);

  await page.getByRole('button', { name: '现在更新' }).click();
  await expect.poll(() => page.evaluate(() => 'sameDocument' in globalThis).catch(() => true)).toBe(false);
  await expect(page.getByLabel(/企业意见/)).toHaveValue('没有意见，东西都在');
  await expect(page.getByText('有新版本')).toBeHidden();
});

test('what waits is sent by the version that made it, before the new one opens the databases', async () => {
  const { id } = await issueAt(server.origin, '文具店');
  const page = await (await browser.newContext({ ...PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage();
  const field = new FieldPage(page);
  await new LoginPage(page, way.origin).signIn('wangjianguo', /\/field/);
  await field.ready();
  way.treat((asked) => (isPush(asked) ? 'portal' : 'pass'));
  await page.goto(`${way.origin}/field/tasks/${id}`);
  await page.getByRole('link', { name: '出示检查任务码' }).click();
  await field.startInspection();
  await anotherVersion(page);
  expect((await keptEvents(page)).map(({ sync }) => sync.state)).toEqual(['pending', 'pending']);

  const order: string[] = [];
  page.on('response', (response) => {
    if (isPush({ method: response.request().method(), path: new URL(response.url()).pathname })) order.push('sent');
  });
  page.on('domcontentloaded', () => order.push('opened'));
  way.treat(() => 'pass');
  await page.getByRole('button', { name: '现在更新' }).click();
  await expect.poll(() => order).toContain('opened');
  expect(order[0]).toBe('sent');
  await expect(page.getByText('有新版本')).toBeHidden();
  expect((await keptEvents(page)).map(({ sync }) => sync.state)).toEqual(['accepted', 'accepted']);
});

test('each of six versions takes over at once, also of a phone that exchanges just then', async () => {
  const page = await (await browser.newContext({ ...PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage();
  await new LoginPage(page, server.origin).signIn('wangjianguo', /\/field/);
  await new FieldPage(page).ready();
  for (let version = 1; version <= 6; version++) {
    await anotherVersion(page);
    await page.getByRole('button', { name: '现在更新' }).click();
    await expect.poll(() => page.evaluate(() => 'sameDocument' in globalThis).catch(() => true)).toBe(false);
    await expect(page.getByText('有新版本')).toBeHidden();
  }
});

async function anotherVersion(page: Page): Promise<void> {
  appendFileSync(WORKER, '\n// another version\n');
  await page.evaluate(async () => {
    Object.assign(globalThis, { sameDocument: true });
    await (await navigator.serviceWorker.getRegistration('/'))?.update();
  });
  await expect(page.getByText('有新版本')).toBeVisible();
}
