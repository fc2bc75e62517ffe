/** A record being filled in stands still: what comes meanwhile moves nothing that a finger is about to hit. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { FieldPage } from '../pages/field-page.ts';
import { LoginPage } from '../pages/login-page.ts';
import { SyncCentrePage } from '../pages/sync-centre-page.ts';
import { launch, PHONE } from '../support/browser.ts';
import { type GatedWay, gatedWay } from '../support/gated-way.ts';
import { issueAt } from '../support/office.ts';
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

for (const type of ['normal', 'large'] as const) {
  test(`${type} type: the items stay where they are while the network and a new version come`, async () => {
    const { id } = await issueAt(server.origin, type === 'normal' ? '天祝雪域食品' : '文具店');
    const phone = await browser.newContext({ ...PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    const page = await phone.newPage();
    const field = new FieldPage(page);
    await new LoginPage(page, way.origin).signIn('wangjianguo', /\/field/);
    await field.ready();
    await page.evaluate((type) => localStorage.setItem('liangma.type', type), type);
    await page.goto(`${way.origin}/field/tasks/${id}`);
    await page.getByRole('link', { name: '出示检查任务码' }).click();
    const { pill } = new SyncCentrePage(page, way.origin);

    way.treat(() => 'portal');
    await noteFirstDrawing(page);
    await field.startInspection();
    await expect(pill).toContainText('未连上');
    await expect(pill).toContainText('2 项待上传');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'itemsAtFirst'))).toBeGreaterThan(0);
    const before = await places(page);

    await page.getByRole('radio', { name: '合格', exact: true }).first().check({ force: true });
    await expect(page.getByText(/已存/).first()).toBeVisible();
    expect(await places(page)).toEqual(before);

    way.treat(() => 'pass');
    await phone.setOffline(true);
    await expect(pill).toContainText('无网络');
    expect(await places(page)).toEqual(before);
    await phone.setOffline(false);
    await expect(pill).toContainText('已同步');
    expect(await places(page)).toEqual(before);

    appendFileSync(WORKER, '\n// another version\n');
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/'))?.update());
    await expect(page.getByRole('button', { name: '现在更新' })).toBeVisible();
    expect(await places(page)).toEqual(before);
    await phone.close();
  });
}

/** How many items there are when the end of the form is. */
const noteFirstDrawing = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const drawing = new MutationObserver(() => {
      if (!document.getElementById('outcome')) return;
      Object.assign(globalThis, { itemsAtFirst: document.querySelectorAll('fieldset[id^=q]').length });
      drawing.disconnect();
    });
    drawing.observe(document.body, { childList: true, subtree: true });
  });

/** Of every answer and outcome, in the window. */
const places = (page: Page): Promise<number[]> =>
  page.getByRole('radio').evaluateAll((radios) => radios.map((radio) => radio.getBoundingClientRect().y));
