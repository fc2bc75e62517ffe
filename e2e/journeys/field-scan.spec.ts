/** A second officer scans the code that the first one shows, without network. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FieldPage } from '../pages/field-page.ts';
import { LoginPage } from '../pages/login-page.ts';
import { launch, PHONE } from '../support/browser.ts';
import { filmTo } from '../support/camera.ts';
import { issueCode } from '../support/office.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const ENTERPRISE = '天祝雪域食品有限公司';
const CHINA = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const;

let server: RunningServer;
const folder = mkdtempSync(join(tmpdir(), 'liangma-camera-'));
test.beforeAll(async () => {
  server = await startServer('sqlite');
});
test.afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the scan tab films a code, verifies it on the phone and leads to its task', async () => {
  await issueCode(server.origin);
  const camera = join(folder, 'screen.y4m');
  await filmTheCode(camera);

  const filming = await launch({ camera });
  const phone = await filming.newContext({ ...PHONE, ...CHINA, permissions: ['camera'] });
  const field = new FieldPage(await phone.newPage());
  await new LoginPage(field.page, server.origin).signIn('zhuoma', /\/field/);
  await expect(field.task(ENTERPRISE).first()).toBeVisible();
  await field.ready();
  await phone.setOffline(true);
  await field.page.getByRole('link', { name: '扫码' }).click();
  const result = field.page.getByRole('article');
  await expect(result.getByRole('heading', { name: '检查任务码真实有效' })).toBeVisible();
  for (const fact of [ENTERPRISE, '食品生产监督检查', '62062300042'])
    await expect(result.getByText(fact)).toBeVisible();
  await field.page.getByRole('link', { name: '打开这项任务' }).click();
  await expect(field.page.getByRole('link', { name: '出示检查任务码' })).toBeVisible();
  await filming.close();
});

/** The screen of the officer who shows it. */
async function filmTheCode(file: string): Promise<void> {
  const browser = await launch();
  const field = new FieldPage(await (await browser.newContext({ ...PHONE, ...CHINA })).newPage());
  await new LoginPage(field.page, server.origin).signIn('wangjianguo', /\/field/);
  await expect(field.task(ENTERPRISE).first()).toBeVisible();
  await field.openCode(ENTERPRISE);
  await filmTo(file, field.page, await field.page.screenshot());
  await browser.close();
}
