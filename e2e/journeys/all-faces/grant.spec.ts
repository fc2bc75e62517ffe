/** Issuing on site: a grant from the desk, a code without network on either side, and one beyond what was granted. */

import { PHONE } from '@liangma/testing/browser';
import { ENTERPRISE } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import type { FieldPage } from '../../pages/field-page.ts';
import { GrantsPage } from '../../pages/grants-page.ts';
import { IssuePage } from '../../pages/issue-page.ts';
import { SupervisionPage } from '../../pages/supervision-page.ts';
import { filmOf } from '../../support/filming-phone.ts';
import { day } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

const MATTER = '食品生产监督检查';

test('granted, issued, verified and recorded without network; then one number twice', async ({
  server,
  newPage,
  phoneOf,
  deskOf,
  filming,
}) => {
  const field = await phoneOf('wangjianguo');
  const issuing = new IssuePage(field.page);
  const page = new EnterprisePage(await newPage(PHONE));
  const [phone, shop] = [field.page.context(), page.page.context()];
  const grants = new GrantsPage(await deskOf('mayongcheng'));

  await test.step('the enterprise’s phone has been online once', async () => {
    await page.page.goto(`${server.origin}/c`);
    await page.ready();
  });

  await test.step('the head gives a grant, and the phone has it at once', async () => {
    await grants.open(server.origin);
    await grants.give('王建国', '卓玛', 2);
    await expect(grants.grant('王建国')).toContainText('已签发 0 次，共 2 次');
    await expect(field.page.getByText('可现场签发，剩余 2 次')).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => packed(field), { timeout: 30_000 }).toBeGreaterThan(0);
  });

  await test.step('without network a code is issued; the task is in the list', async () => {
    await Promise.all([phone.setOffline(true), shop.setOffline(true)]);
    await field.page.reload();
    await issuing.open(2);
    await issuing.issue(ENTERPRISE, MATTER);
    await expect(field.qr).toBeVisible();
    await expect(field.page.getByText('现场签发 · 该授权第 1 次')).toBeVisible();
    await expect(field.page.getByRole('timer')).toBeVisible();
    await field.page.goto(`${server.origin}/field`);
    await expect(field.task(ENTERPRISE).first()).toContainText('现场签发');
    await expect(field.page.getByText('可现场签发，剩余 1 次')).toBeVisible();
  });

  await test.step('the enterprise’s camera opens what it sees: genuine, without network; it lets them in', async () => {
    await field.openCode(ENTERPRISE);
    await expect(field.page.getByRole('timer')).toBeVisible();
    const camera = new EnterprisePage(await filming(filmOf(field.page, field.qr)));
    await camera.scan(server.origin);
    await camera.expectGenuine();
    await page.page.goto(camera.page.url());
    await page.expectGenuine();
    await expect(page.page.getByText(/现场签发：依天祝藏族自治县市场监督管理局/)).toBeVisible();
    await page.confirm();
    await expect(page.page.getByText('等待发送').first()).toBeVisible();
  });

  await test.step('the record, still offline', async () => {
    await field.startInspection();
    await field.fillRecord({ item: /原料库房离墙离地存放/, finding: '东侧库房三批面粉直接靠墙存放。' });
    await field.submitRecord(day(7), '央金');
    await field.openSync();
    for (const name of ['现场签发任务码', '检查笔录']) await expect(field.record(name, '等待网络')).toHaveCount(1);
  });

  await test.step('the enterprise’s phone finds the network first: its word waits for the officer’s, then both are there', async () => {
    await shop.setOffline(false);
    await expect(page.page.getByText('等待发送').first()).toBeVisible();
    await phone.setOffline(false);
    for (const name of ['现场签发任务码', '检查笔录'])
      await expect(field.record(name, '已收妥')).not.toHaveCount(0, { timeout: 60_000 });
    await expect(page.page.getByText('已送达').first()).toBeVisible({ timeout: 90_000 });
  });

  await test.step('the desk sees the task and that one code is used', async () => {
    await grants.open(server.origin);
    await expect(grants.grant('王建国')).toContainText('已签发 1 次，共 2 次');
    await grants.page.goto(`${server.origin}/desk/inspections`);
    await grants.page.getByRole('link', { name: ENTERPRISE }).first().click();
    await expect(grants.page.getByText('依离线签发授权签发，为该授权的第 1 次。')).toBeVisible();
  });

  await test.step('a client that counts anew issues number one again, elsewhere: void, and supervisors see it', async () => {
    await phone.setOffline(true);
    await field.page.goto(`${server.origin}/field`);
    await issuing.forgetNumbers();
    await issuing.open(2);
    await issuing.issue('康源大药房', MATTER);
    await phone.setOffline(false);
    await field.openSync();
    await expect(field.record('现场签发任务码', '已收妥')).toHaveCount(2, { timeout: 60_000 });
    const supervisor = new SupervisionPage(await deskOf('zhangwei'));
    await expect(supervisor.page.getByText('超出离线签发授权').first()).toBeVisible();
    await supervisor.openTrace(ENTERPRISE);
    for (const step of ['签发离线签发授权', '现场签发任务码', '亮码', '企业扫码', '检查笔录'])
      await expect(supervisor.steps.filter({ hasText: step }).first()).toBeVisible();
    await expect(supervisor.page.getByText('超出离线签发授权').first()).toBeVisible();
  });
});

/** Enterprises on the phone: without them nobody can be chosen at the door. */
const packed = (field: FieldPage): Promise<number> =>
  field.page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name ?? '');
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const has = db.objectStoreNames.contains('packs');
      const count = has
        ? await new Promise<number>((resolve) => {
            const asked = db.transaction('packs').objectStore('packs').count();
            asked.onsuccess = () => resolve(asked.result);
          })
        : 0;
      db.close();
      if (count > 0) return count;
    }
    return 0;
  });
