/** The app opens without network: after the browser itself was closed, and after the system has cleared its files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { FieldPage } from '../../pages/field-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { test } from '../../support/journey.ts';
import { startPhone } from '../../support/killable-browser.ts';

test('the browser is closed and started again while the server is away: the field app opens', async ({ server }) => {
  const profile = mkdtempSync(join(tmpdir(), 'liangma-closed-'));
  try {
    let phone = await startPhone(profile);
    const page = await phone.newPage();
    await new LoginPage(page, server.origin).signIn('wangjianguo', /\/field/);
    await new FieldPage(page).ready();
    await phone.close();
    await server.stop();
    phone = await startPhone(profile);
    const again = await phone.newPage();
    await again.goto(`${server.origin}/field`);
    // Before midnight the task that is left begins tomorrow, and the list of what is done stands first, folded.
    const tasks = again.getByRole('main').locator('a[href^="/field/tasks/"]');
    await expect(tasks.filter({ visible: true }).first()).toBeVisible();
    await phone.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

test('a phone without network opens the field; the office says that it needs the network', async ({
  phoneOf,
  origin,
}) => {
  const { page } = await phoneOf('wangjianguo');
  await page.context().setOffline(true);
  for (const path of ['/desk', '/supervision', '/me']) {
    await page.goto(`${origin}${path}`);
    await expect(page.getByText('没有网络').first()).toBeVisible();
  }
  await page.goto(`${origin}/field`);
  await expect(page.getByRole('link', { name: '同步', exact: true })).toBeVisible();
  await page.context().setOffline(false);
  await page.goto(`${origin}/me`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

/** Files that a phone keeps of the app, at most. */
const MOST_FILES = 150;

test('Cache Storage was emptied: one start with network fetches the app again, and says when it is whole', async ({
  phoneOf,
  origin,
}) => {
  const { page } = await phoneOf('wangjianguo');
  const ready = page.getByText('可以断网打开：是');
  // From the list to the centre and back within one document, so that its scripts are there when their files are not.
  await page.goto(`${origin}/field`);
  await page.getByRole('link', { name: '同步', exact: true }).click();
  await expect(ready).toBeVisible();
  const whole = await filesKept(page);
  // Each file is a round trip of the installation.
  expect(whole.length).toBeLessThan(MOST_FILES);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await page.context().setOffline(true);
  await page.getByRole('link', { name: '今日', exact: true }).click();
  await page.getByRole('link', { name: '同步', exact: true }).click();
  await expect(page.getByText('可以断网打开：否')).toBeVisible();
  await page.context().setOffline(false);
  await page.goto(`${origin}/field`);
  await expect.poll(() => filesKept(page)).toEqual(whole);
  await page.context().setOffline(true);
  await page.goto(`${origin}/field/sync`);
  await expect(ready).toBeVisible();
});

const filesKept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return kept.flatMap((requests) => requests.map(({ url }) => url)).sort();
  });
