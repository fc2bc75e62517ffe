/** Is everything in? What the head of an agency sees of a phone that cannot send, and how one is taken out of use. */

import { ENTERPRISE, issueCode, signIn } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { DevicesPage } from '../../pages/devices-page.ts';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { test } from '../../support/journey.ts';

const PUSH = '**/api/sync/events/push';

test('[SYNC-13] a phone that cannot send is named with what is missing, is whole when it has sent, and is revoked', async ({
  server,
  phoneOf,
  deskOf,
}) => {
  await issueCode(server.origin);
  const field = await phoneOf('wangjianguo');
  const id = await newestDevice(server.origin);
  const devices = new DevicesPage(await deskOf('mayongcheng'));

  await test.step('what was made and cannot be sent is missing, by number', async () => {
    await field.page.route(PUSH, (route) => route.abort());
    await field.openCode(ENTERPRISE);
    await field.startInspection();
    await devices.open(server.origin);
    await reloadUntil(devices, async () => {
      // A few failed attempts, and nobody waits out the pauses between them.
      await sync(field.page);
      await expect(devices.device(id)).toContainText('有缺失', { timeout: 2_000 });
      await expect(devices.answer).toContainText(/王建国[^：]*：缺 2 条：设备上已形成，系统未收到/, { timeout: 2_000 });
    });
    await expect(devices.device(id)).toContainText('2 条');
  });

  await test.step('sent, it is whole, and the line at the top says nothing of it', async () => {
    await field.page.unroute(PUSH);
    await sync(field.page);
    await reloadUntil(devices, () => expect(devices.device(id)).toContainText('正常', { timeout: 2_000 }));
    await expect(devices.answer.locator(`a[href$="${id.slice(0, 8).toUpperCase()}"]`)).toHaveCount(0);
  });

  await test.step('revoked with a reason, for good', async () => {
    await devices.revoke(id, '手机在集市丢失');
    await expect(devices.device(id)).toContainText('已停用');
    await expect(devices.device(id)).toContainText('马永成');
    await expect(devices.device(id)).toContainText('手机在集市丢失');
    await expect(devices.device(id).getByRole('button', { name: '停用设备' })).toHaveCount(0);
  });

  await test.step('its officer is told so, and that leaving it clears it', async () => {
    const centre = new SyncCentrePage(field.page, server.origin);
    await centre.open();
    await centre.syncNow();
    await expect(centre.pill).toContainText('设备已停用');
    await expect(centre.page.getByText('这台设备已停用', { exact: true })).toBeVisible();
    await centre.page.getByRole('button', { name: '退出登录' }).click();
    await expect(centre.page.getByRole('dialog')).toContainText('退出时清除本机资料');
    await field.page.goto(`${server.origin}/field`);
    await expect(field.page.getByText('这台设备已停用', { exact: true })).toBeVisible();
  });

  await test.step('a clerk sees the same and cannot revoke', async () => {
    const clerk = new DevicesPage(await deskOf('lichunmei'));
    await clerk.open(server.origin);
    await clerk.showRevoked();
    await expect(clerk.device(id)).toContainText('已停用');
    await expect(clerk.page.getByRole('button', { name: '停用设备' })).toHaveCount(0);
  });
});

/** The phone that signed in last. */
async function newestDevice(origin: string): Promise<string> {
  const head = await signIn(origin, 'mayongcheng');
  const { devices } = (await head('GET', '/api/devices')) as { devices: { id: string; enrolledAt: number }[] };
  return devices.toSorted((a, b) => b.enrolledAt - a.enrolledAt)[0]?.id ?? '';
}

const sync = (page: Page): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('online')));

async function reloadUntil(devices: DevicesPage, shown: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await devices.page.reload();
    await expect(devices.answer).toBeVisible();
    await shown();
  }).toPass({ timeout: 60_000 });
}
