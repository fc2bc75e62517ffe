/** Apps and servers of different versions: every record is kept, sent when it can be, and the screen says so. */
import { readFileSync } from 'node:fs';
import { PHONE } from '@liangma/testing/browser';
import { ENTERPRISE, eventsAtServer, issueAt } from '@liangma/testing/office';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { FieldPage } from '../../pages/field-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { UpdateBar } from '../../pages/update-bar.ts';
import { type AppVersion, BEFORE, MIGRATED, MIGRATING, NEXT, TODAY, TOO_OLD } from '../../support/app-versions.ts';
import {
  databaseVersion,
  deviceId,
  holdDatabase,
  keptEvents,
  receiptedEvents,
  stored,
} from '../../support/device-store.ts';
import { gated as test } from '../../support/journey.ts';
import { type GatedWay, isPush } from '../../support/network-gate.ts';
import { NIGHT } from '../../support/night.ts';

test.describe.configure({ timeout: 240_000 });

test.beforeEach(({ way }) => way.serve(TODAY));

/** Shown, started, recorded: without a way to the server. */
async function inspectOffline(page: Page, origin: string, task: string): Promise<void> {
  const field = new FieldPage(page);
  await page.goto(`${origin}/field/tasks/${task}`);
  const show = page.getByRole('link', { name: '出示检查任务码' });
  await show.waitFor();
  await page.context().setOffline(true);
  await show.click();
  await expect(field.qr).toBeVisible();
  await field.startInspection();
  await field.passRecord();
}

const states = async (page: Page): Promise<string[]> => (await keptEvents(page)).map(({ sync }) => sync.state);
const envelopes = async (page: Page) => (await keptEvents(page)).map(({ id, envelope }) => `${id} ${envelope}`).sort();
const THREE = (state: string): string[] => [state, state, state];

/** All its pages are closed; what opens next is the version that waited. */
async function restart(phone: BrowserContext): Promise<Page> {
  for (const page of phone.pages()) await page.close();
  return phone.newPage();
}

/** Notes the requests of the phone that matter here, in their order. */
function noteOrder(phone: BrowserContext): string[] {
  const order: string[] = [];
  phone.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (isPush({ method: request.method(), path: pathname })) order.push('pushes');
    if (pathname + search === MIGRATED) order.push('migrates');
  });
  phone.on('response', (response) => {
    if (isPush({ method: response.request().method(), path: new URL(response.url()).pathname })) order.push('answered');
  });
  return order;
}

test('an app of the version before works with this server: it pulls, records offline, pushes, and keeps receipts', async ({
  server,
  way,
  phoneOf,
}) => {
  way.serve(BEFORE);
  way.understand(BEFORE.protocol);
  const { id } = await issueAt(server.origin, '天祝雪域食品');
  const { page } = await phoneOf('wangjianguo');
  const said = new Set<string | undefined>();
  let pushes = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/sync/')) said.add(request.headers()['x-liangma-protocol']);
  });
  page.on('response', (response) => {
    if (!isPush({ method: response.request().method(), path: new URL(response.url()).pathname })) return;
    expect(response.headers()).toMatchObject({ 'x-liangma-protocol': String(TODAY.protocol) });
    pushes += 1;
  });
  await inspectOffline(page, way.origin, id);
  await page.context().setOffline(false);
  const centre = new SyncCentrePage(page, way.origin);
  await expect(centre.pill).toContainText('已同步', { timeout: 60_000 });
  expect(pushes).toBeGreaterThan(0);
  expect(await states(page)).toEqual(THREE('accepted'));
  expect(await receiptedEvents(page)).toHaveLength(3);
  expect([...said].filter(Boolean)).toEqual([String(BEFORE.protocol)]);
});

test('an app that is newer than the server keeps everything, says why, and goes on when the server is new', {
  tag: NIGHT,
}, async ({ server, way, phoneOf }) => {
  way.understand(NEXT.protocol);
  way.serve(NEXT);
  const { id } = await issueAt(server.origin, '天祝雪域食品');
  const { page } = await phoneOf('wangjianguo');
  const device = await deviceId(page);

  await test.step('the server goes back to the version before', async () => {
    way.understand(undefined);
    await inspectOffline(page, way.origin, id);
    const kept = await envelopes(page);
    await page.context().setOffline(false);
    const centre = new SyncCentrePage(page, way.origin);
    await centre.open();
    await expect(page.getByText('服务器正在更换版本')).toBeVisible();
    await expect(page.getByText(/服务器更新后自动上传/)).toBeVisible();
    await centre.picture('server-older');
    expect(await states(page)).toEqual(THREE('pending'));
    expect(await envelopes(page)).toEqual(kept);
    expect(await stored(page, 'parked')).toEqual([]);
    expect(await eventsAtServer(server.origin, device)).toEqual([]);
  });

  await test.step('and is updated again', async () => {
    way.understand(NEXT.protocol);
    await new SyncCentrePage(page, way.origin).syncNow();
    await expect.poll(() => states(page), { timeout: 90_000 }).toEqual(THREE('accepted'));
    await expect(page.getByText('服务器正在更换版本')).toBeHidden();
    expect(await eventsAtServer(server.origin, device)).toHaveLength(3);
  });
});

/** A record made without network, beside a new version that waited for this start. */
async function restartedInto(version: AppVersion, way: GatedWay, page: Page, task: string) {
  const phone = page.context();
  const [before, device] = [await databaseVersion(page), await deviceId(page)];
  await new UpdateBar(page).arrives(way, version);
  await inspectOffline(page, way.origin, task);
  const kept = await envelopes(page);
  return { phone, before, device, kept, next: await restart(phone) };
}

test('a restart into a new version: what waited is at the server before the databases change', async ({
  server,
  way,
  issued,
  phoneOf,
}) => {
  const { page } = await phoneOf('wangjianguo');
  const { phone, before, device, kept, next } = await restartedInto(MIGRATING, way, page, issued.id);
  const order = noteOrder(phone);
  way.treat((asked) => (isPush(asked) ? 'slow' : 'pass'));
  await phone.setOffline(false);
  await next.goto(`${way.origin}/field`);

  await expect(next.getByText('正在上传本机记录')).toBeVisible();
  await next.screenshot({ path: 'test-results/skew-sending.png' });
  expect(await databaseVersion(next)).toBe(before);
  await expect.poll(() => order).toContain('migrates');
  expect(order.slice(0, 3)).toEqual(['pushes', 'answered', 'migrates']);
  expect(await eventsAtServer(server.origin, device)).toHaveLength(3);
  way.treat(() => 'pass');
  await expect.poll(() => states(next), { timeout: 60_000 }).toEqual(THREE('accepted'));
  expect(await databaseVersion(next)).toBe(before + 1);
  expect(await envelopes(next)).toEqual(kept);
  expect(await receiptedEvents(next)).toHaveLength(3);
  expect(await eventsAtServer(server.origin, device)).toHaveLength(3);
});

test('the same without network: it goes along byte for byte, and is accepted later', { tag: NIGHT }, async ({
  server,
  way,
  issued,
  phoneOf,
}) => {
  const { page } = await phoneOf('wangjianguo');
  const { phone, before, device, kept, next } = await restartedInto(MIGRATING, way, page, issued.id);
  await next.goto(`${way.origin}/field`);
  await expect(new SyncCentrePage(next, way.origin).pill).toContainText('3 项待上传');
  await expect.poll(() => databaseVersion(next)).toBe(before + 1);
  expect(await states(next)).toEqual(THREE('pending'));
  expect(await envelopes(next)).toEqual(kept);
  expect(await deviceId(next)).toBe(device);

  await phone.setOffline(false);
  await expect.poll(() => states(next), { timeout: 60_000 }).toEqual(THREE('accepted'));
  expect(await envelopes(next)).toEqual(kept);
  expect((await eventsAtServer(server.origin, device)).map(({ sync }) => sync.state)).toEqual(THREE('accepted'));
});

test('an app that is too old is told so; what waits can be exported, and is sent after the update', async ({
  server,
  way,
  phoneOf,
}) => {
  way.serve(TOO_OLD);
  way.understand(TOO_OLD.protocol);
  const { id } = await issueAt(server.origin, '天祝雪域食品');
  const { page } = await phoneOf('wangjianguo');
  const device = await deviceId(page);
  const centre = new SyncCentrePage(page, way.origin);

  await test.step('the server no longer knows it', async () => {
    await inspectOffline(page, way.origin, id);
    way.understand(undefined);
    const refused = page.waitForResponse(
      (response) => response.url().includes('/api/sync/') && response.status() === 426,
    );
    await page.context().setOffline(false);
    expect(await (await refused).json()).toMatchObject({ code: 'protocol-too-old' });
    await centre.open();
    await expect(page.getByText('应用版本太旧')).toBeVisible();
    expect(await states(page)).toEqual(THREE('pending'));
    expect(await eventsAtServer(server.origin, device)).toEqual([]);
  });

  await test.step('what waits leaves it in a file that the desk can bring in', async () => {
    const file = readFileSync(await centre.export());
    await expect(page.getByText('已导出 3 项')).toBeVisible();
    expect(file.length).toBeGreaterThan(500);
  });

  await test.step('the new version is there, and sends', async () => {
    const kept = await envelopes(page);
    await new UpdateBar(page).arrives(way, TODAY);
    await centre.picture('too-old');
    await page.getByRole('button', { name: '现在更新' }).click();
    // The update reloads the page, which cannot be asked meanwhile.
    await expect(async () => expect(await states(page)).toEqual(THREE('accepted'))).toPass({ timeout: 60_000 });
    expect(await envelopes(page)).toEqual(kept);
    expect(await eventsAtServer(server.origin, device)).toHaveLength(3);
  });
});

/** Opens a page without the worker: each page is of the version that the server has just then. */
async function withoutWorker(page: Page, origin: string): Promise<Page> {
  await new LoginPage(page, origin).signIn('wangjianguo', /\/field/);
  await expect(page.getByText(/^已同步/)).toBeVisible();
  return page;
}

/** Something is typed into a record that is not submitted. */
async function typeInto(page: Page, way: GatedWay, task: string): Promise<void> {
  await page.goto(`${way.origin}/field/tasks/${task}`);
  await page.getByRole('link', { name: '出示检查任务码' }).click();
  await new FieldPage(page).startInspection();
  way.treat((asked) => (isPush(asked) ? 'portal' : 'pass'));
  await page.getByLabel(/当事人意见/).fill('没有意见，东西都在');
  await expect(page.getByText(/已存/).first()).toBeVisible();
}

const WITHOUT_WORKER = { ...PHONE, serviceWorkers: 'block' } as const;

test('two versions in two tabs: the older one saves, lets go and says so; nobody opens what is newer than itself', async ({
  issued,
  way,
  newPage,
}) => {
  const page = await withoutWorker(await newPage(WITHOUT_WORKER), way.origin);
  const phone = page.context();
  const before = await databaseVersion(page);
  await typeInto(page, way, issued.id);

  way.serve(MIGRATING);
  const next = await phone.newPage();
  await test.step('the new one opens, the old one lets go', async () => {
    await next.goto(`${way.origin}/field`);
    await expect(page.getByText('应用已经更新')).toBeVisible();
    await page.screenshot({ path: 'test-results/skew-outdated.png' });
    await expect(new FieldPage(next).task(ENTERPRISE).first()).toBeVisible();
    expect(await databaseVersion(next)).toBe(before + 1);
  });

  await test.step('reloaded, it is the new one, with what was typed', async () => {
    way.treat(() => 'pass');
    await page.getByRole('button', { name: '重新载入' }).click();
    await expect(page.getByLabel(/当事人意见/)).toHaveValue('没有意见，东西都在');
  });

  await test.step('an older one that starts leaves the databases alone', async () => {
    way.serve(TODAY);
    const older = await phone.newPage();
    await older.goto(`${way.origin}/field`);
    await expect(older.getByText('应用已经更新')).toBeVisible();
    expect(await databaseVersion(older)).toBe(before + 1);
    way.serve(MIGRATING);
    await older.getByRole('button', { name: '重新载入' }).click();
    await expect(new FieldPage(older).task(ENTERPRISE).first()).toBeVisible();
  });
});

test('what a form could not save stays on the screen, with a word, while the newer version goes on', {
  tag: NIGHT,
}, async ({ issued, way, newPage }) => {
  const page = await withoutWorker(await newPage(WITHOUT_WORKER), way.origin);
  await typeInto(page, way, issued.id);
  await fillDisk(page);
  await page.getByLabel(/当事人意见/).fill('这一句没有存下');
  way.serve(MIGRATING);
  const next = await page.context().newPage();
  await next.goto(`${way.origin}/field`);
  await expect(new FieldPage(next).task(ENTERPRISE).first()).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: '应用已经更新，这里有内容没有存下' })).toBeInViewport();
  await page.screenshot({ path: 'test-results/skew-unsaved.png' });
  await expect(page.getByLabel(/当事人意见/)).toHaveValue('这一句没有存下');
  await page.getByRole('button', { name: '重新载入' }).click();
  await expect(page.getByLabel(/当事人意见/)).toHaveValue('没有意见，东西都在');
});

test('a page that does not let go is named, and waited for', { tag: NIGHT }, async ({ issued, way, newPage }) => {
  expect(issued.code).toBeTruthy();
  const page = await withoutWorker(await newPage(WITHOUT_WORKER), way.origin);
  await page.goto(`${way.origin}/login`);
  await holdDatabase(page);
  way.serve(MIGRATING);
  const next = await page.context().newPage();
  await next.goto(`${way.origin}/field`);
  await expect(next.getByText('请关闭旧页面')).toBeVisible();
  await next.screenshot({ path: 'test-results/skew-blocked.png' });
  await page.close();
  await expect(new FieldPage(next).task(ENTERPRISE).first()).toBeVisible();
});

/** From now on this page can write no draft. */
const fillDisk = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const how of ['add', 'put'] as const) {
      const write = IDBObjectStore.prototype[how];
      IDBObjectStore.prototype[how] = function (...row) {
        if (/rxdb|drafts/.test(this.transaction.db.name)) throw new DOMException('full', 'QuotaExceededError');
        return write.apply(this, row);
      };
    }
  });
