/** A stranger's minute at the machine in the service hall, and what the next stranger finds. */

import { ENTERPRISE } from '@liangma/testing/office';
import { untilWorkerActive } from '@liangma/testing/worker-active';
import { expect, type Page } from '@playwright/test';
import { KioskPage } from '../../pages/kiosk-page.ts';
import { test as journey } from '../../support/journey.ts';

const HALL = { viewport: { width: 1080, height: 1920 }, hasTouch: true };

const test = journey.extend<{ readonly kiosk: KioskPage }>({
  kiosk: async ({ newPage, origin }, use) => {
    const kiosk = new KioskPage(await newPage(HALL));
    await kiosk.open(origin);
    await use(kiosk);
  },
});

const pass = (page: Page, seconds: number) => page.clock.fastForward(seconds * 1000);

test('a scanner types the code of a notice: who, what, on which basis, until when; after a minute nothing is left', async ({
  kiosk,
  issued,
}) => {
  await kiosk.hold(issued.code);
  await expect(kiosk.verdict).toHaveText('检查任务码真实有效');
  for (const fact of [
    '天祝藏族自治县市场监督管理局',
    ENTERPRISE,
    '《中华人民共和国食品安全法》第一百一十条',
    '62062300017',
  ]) {
    await expect(kiosk.page.getByText(fact)).toBeVisible();
  }
  await kiosk.page.getByRole('button', { name: 'English' }).click();
  await expect(kiosk.verdict).toHaveText('This task code is genuine');

  // Only now: it would stamp the keys of the scanner as well.
  await kiosk.page.clock.install();
  await pass(kiosk.page, 41);
  await kiosk.page.getByRole('button', { name: 'I am still here' }).click();
  await expect(kiosk.verdict).toBeVisible();
  await pass(kiosk.page, 41);
  await expect(kiosk.page.getByRole('dialog', { name: 'Still there?' })).toBeVisible();
  await pass(kiosk.page, 21);

  await kiosk.expectHome();
  await expect(kiosk.page.getByText(ENTERPRISE)).toHaveCount(0);
  await kiosk.page.goBack();
  await kiosk.page.goForward();
  await kiosk.expectHome();
  await expect(kiosk.page.getByText(ENTERPRISE)).toHaveCount(0);
  const kept = await kiosk.keptByTheBrowser();
  for (const trace of [issued.code.slice(-40), issued.number, ENTERPRISE, '"liangma.locale":"en"']) {
    expect(kept).not.toContain(trace);
  }
});

test('a forged code is refused, and what it says is not shown', async ({ issued, kiosk }) => {
  await kiosk.hold(`${issued.code.slice(0, -30)}${'0'.repeat(30)}`);
  await expect(kiosk.verdict).toHaveText('此码是假的');
  await expect(kiosk.page.getByText(ENTERPRISE)).toHaveCount(0);
  await kiosk.hold('https://pay.example.cn/q/1234');
  await expect(kiosk.page.getByRole('alert')).toContainText('扫到的不是检查任务码');
});

test('the check number is typed on the screen; a slip is told at once, without network a number is not found', async ({
  kiosk,
  issued,
}) => {
  await kiosk.choose('核验检查码');
  await kiosk.typeNumber(issued.number.slice(0, 9) + ((Number(issued.number[9]) + 1) % 10));
  await expect(kiosk.page.getByRole('alert')).toContainText('核验号不对');
  await kiosk.choose('删除');
  await kiosk.typeNumber(issued.number.slice(9));
  await kiosk.page.context().setOffline(true);
  await kiosk.submitNumber();
  await expect(kiosk.page.getByRole('alert')).toContainText('扫码不用联网');
  await kiosk.page.context().setOffline(false);
  await kiosk.submitNumber();
  await expect(kiosk.verdict).toHaveText('检查任务码真实有效');
  await kiosk.choose('办完了，清屏');
  await kiosk.expectHome();
});

test('a machine that was on once starts without network and still verifies', async ({ issued, kiosk }) => {
  await untilWorkerActive(kiosk.page, '/');
  await expect.poll(() => kiosk.page.evaluate(() => caches.has('liangma-kiosk-trust'))).toBe(true);
  await kiosk.page.context().setOffline(true);
  await kiosk.page.reload();
  await kiosk.expectHome();
  await kiosk.hold(issued.code);
  await expect(kiosk.verdict).toHaveText('检查任务码真实有效');
});

test('the staff is called by a number, where the site has one; without one there is no button', async ({
  kiosk,
  newPage,
  origin,
}) => {
  await expect(kiosk.page.getByRole('button', { name: '呼叫工作人员' })).toHaveCount(0);
  const site = { name: '天祝藏族自治县司法局', host: 'liangma.example.gov.cn', help: '0935-3121234' };
  const content = JSON.stringify(site).replaceAll('"', '&quot;');
  // The worker would answer from its cache.
  const other = new KioskPage(await newPage({ ...HALL, serviceWorkers: 'block' }));
  await other.page.route('**/kiosk', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/(<meta name="liangma-site" content=")[^"]*/, `$1${content}`);
    await route.fulfill({ response: answer, body });
  });
  await other.open(origin);
  await other.page.getByRole('button', { name: '呼叫工作人员' }).click();
  const dialog = other.page.getByRole('dialog', { name: '呼叫工作人员' });
  await expect(dialog.getByText(/0935.*-.*3121234/)).toBeVisible();
  await expect(dialog.getByText('这台机器不能打电话')).toBeVisible();
  await dialog.getByRole('button', { name: '知道了' }).click();
  await expect(dialog).toHaveCount(0);
});
