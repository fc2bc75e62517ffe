/** Two tabs of the same account on the same phone: the first is closed while it exchanges, the second goes on. */

import { eventsAtServer, issueAt } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { FieldPage } from '../../pages/field-page.ts';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { deviceId, keptEvents, receiptedEvents } from '../../support/device-store.ts';
import { gated as test } from '../../support/journey.ts';
import { type Asked, isEventPull, isPush, type Treatment } from '../../support/network-gate.ts';

test('the tab that exchanges is closed in the middle: the other goes on, and every record is there once', async ({
  server,
  way,
  phoneOf,
}) => {
  const tasks = [await issueAt(server.origin, '天祝雪域食品'), await issueAt(server.origin, '文具店')];
  const { page } = await phoneOf('wangjianguo');
  const phone = page.context();
  const tabs = [page, await phone.newPage()] as const;
  const pushing: Page[] = [];
  for (const tab of tabs) {
    tab.on('request', (request) => {
      if (isPush({ method: request.method(), path: new URL(request.url()).pathname })) pushing.push(tab);
    });
  }
  const pills = tabs.map((tab) => new SyncCentrePage(tab, way.origin).pill);
  const sameCounters = (text: string) =>
    expect.poll(() => Promise.all(pills.map((pill) => pill.textContent()))).toEqual([text, text].map(containing));

  await test.step('without network each inspects another enterprise; both count alike', async () => {
    for (const [i, tab] of tabs.entries()) await tab.goto(`${way.origin}/field/tasks/${tasks[i]?.id}`);
    await phone.setOffline(true);
    for (const tab of tabs) await tab.getByRole('link', { name: '出示检查任务码' }).click();
    await Promise.all(tabs.map((tab) => new FieldPage(tab).startForGood()));
    await sameCounters('4 项待上传');
    for (const tab of tabs) await new FieldPage(tab).passRecord();
    await sameCounters('6 项待上传');
  });

  const left = await test.step('the one that sends is closed when the server has taken what it sent', async () => {
    // A pull tells the same: it must not come between the held answers and the look at the records.
    const slowly = (asked: Asked): Treatment => (isPush(asked) || isEventPull(asked) ? 'slow' : 'pass');
    way.treat((asked) => (isPush(asked) ? 'hold' : slowly(asked)));
    await phone.setOffline(false);
    await expect.poll(() => way.held().length).toBeGreaterThan(0);
    const gone = pushing[0];
    expect(new Set(pushing).size).toBe(1);
    // The other one leads at once: it gets its answers.
    way.treat(slowly);
    await gone?.close();
    const [other] = tabs.filter((tab) => tab !== gone);
    expect((await keptEvents(other as Page)).map(({ sync }) => sync.state)).toEqual(Array(6).fill('pending'));
    way.treat(() => 'pass');
    return other as Page;
  });

  await test.step('the other leads now and is told of all of it', async () => {
    const centre = new SyncCentrePage(left, way.origin);
    await expect(centre.pill).toContainText('已同步', { timeout: 60_000 });
    const states = async () => (await keptEvents(left)).map(({ sync }) => sync.state);
    await expect.poll(states).toEqual(Array(6).fill('accepted'));
    await expect.poll(async () => (await receiptedEvents(left)).length).toBe(6);
    const beside = new SyncCentrePage(await phone.newPage(), way.origin);
    for (const each of [centre, beside]) {
      await each.open();
      for (const name of ['出示检查任务码', '开始检查', '检查笔录'])
        await expect(each.item(name, '已收妥')).toHaveCount(2);
    }
    const unlike = async () => {
      const [told, own] = await Promise.all([beside, centre].map(({ pill }) => pill.textContent()));
      return told === own ? null : [told, own];
    };
    await expect.poll(unlike).toBeNull();
  });

  await test.step('the server has every record once', async () => {
    const [held, kept] = [await eventsAtServer(server.origin, await deviceId(left)), await keptEvents(left)];
    expect(held.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
  });
});

const containing = (text: string) => expect.stringContaining(text) as unknown as string;
