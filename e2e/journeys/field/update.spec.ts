/** A new version of the app waits, asks, and takes nothing away from a form that is being filled. */

import { ENTERPRISE } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { UpdateBar } from '../../pages/update-bar.ts';
import { keptEvents } from '../../support/device-store.ts';
import { gated as test } from '../../support/journey.ts';
import { isPush } from '../../support/network-gate.ts';
import { NIGHT } from '../../support/night.ts';

test('a new version asks before it takes over, and what was typed is still there', async ({ way, issued, phoneOf }) => {
  expect(issued.code).toBeTruthy();
  const field = await phoneOf('wangjianguo');
  const { page } = field;
  await field.openCode(ENTERPRISE);
  await field.startInspection();
  await page.getByLabel(/当事人意见/).fill('没有意见，东西都在');

  const update = new UpdateBar(page);
  await update.arrives(way);
  expect(await update.stays()).toBe(true);

  await update.accept();
  await expect(page.getByLabel(/当事人意见/)).toHaveValue('没有意见，东西都在');
  await expect(update.words).toBeHidden();
});

test('what waits is sent by the version that made it, before the new one opens the databases', { tag: NIGHT }, async ({
  way,
  issued,
  phoneOf,
}) => {
  const field = await phoneOf('wangjianguo');
  const { page } = field;
  way.treat((asked) => (isPush(asked) ? 'portal' : 'pass'));
  await page.goto(`${way.origin}/field/tasks/${issued.id}`);
  await page.getByRole('link', { name: '出示检查任务码' }).click();
  await field.startForGood();
  const update = new UpdateBar(page);
  await update.arrives(way);
  expect((await keptEvents(page)).map(({ sync }) => sync.state)).toEqual(['pending', 'pending']);

  const order: string[] = [];
  page.on('response', (response) => {
    if (isPush({ method: response.request().method(), path: new URL(response.url()).pathname })) order.push('sent');
  });
  page.on('domcontentloaded', () => order.push('opened'));
  way.treat(() => 'pass');
  await update.accept();
  expect(order).toContain('opened');
  expect(order[0]).toBe('sent');
  await expect(update.words).toBeHidden();
  expect((await keptEvents(page)).map(({ sync }) => sync.state)).toEqual(['accepted', 'accepted']);
});

/** The versions follow one another, so that each finds what the one before has left behind. */
const VERSIONS = 6;

test('each of several versions takes over at once, also of a phone that exchanges just then', { tag: NIGHT }, async ({
  way,
  phoneOf,
}) => {
  const update = new UpdateBar((await phoneOf('wangjianguo')).page);
  for (let version = 1; version <= VERSIONS; version++) {
    await update.arrives(way);
    await update.accept();
    await expect(update.words).toBeHidden();
  }
});
