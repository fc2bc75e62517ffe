/** A code on the officers' devices changes every half minute: a picture of it grows old, and paper says that it is paper. */

import { PHONE } from '@liangma/testing/browser';
import { ENTERPRISE } from '@liangma/testing/office';
import { expect } from '@playwright/test';
import { EnterprisePage } from '../../pages/enterprise-page.ts';
import type { FieldPage } from '../../pages/field-page.ts';
import { filmOf } from '../../support/filming-phone.ts';
import { test } from '../../support/journey.ts';

const HALF_A_MINUTE = 30_000;
const THREE_MINUTES = 180_000;

test.beforeEach(({ issued }) => expect(issued.code).toBeTruthy());

async function openLive(field: FieldPage): Promise<void> {
  await field.openCode(ENTERPRISE);
  await expect(field.page.getByText(/^动态码 · \d+ 秒后刷新$/)).toBeVisible();
}

const drawn = ({ qr }: FieldPage): Promise<string | null> => qr.locator('path').getAttribute('d');

test('both devices show the same live code, without network too, and draw it anew', async ({ phoneOf }) => {
  const first = await phoneOf('wangjianguo');
  await first.page.clock.install();
  await openLive(first);
  await first.page.context().setOffline(true);
  await first.page.reload();
  await expect(first.page.getByText(/^动态码 · \d+ 秒后刷新$/)).toBeVisible();
  const before = await drawn(first);
  const second = await phoneOf('zhuoma');
  await openLive(second);
  await expect.poll(async () => (await drawn(first)) === (await drawn(second))).toBe(true);
  await first.page.clock.fastForward(HALF_A_MINUTE);
  await expect.poll(() => drawn(first)).not.toBe(before);
  expect(Number(await first.qr.getAttribute('data-version'))).toBeLessThanOrEqual(13);
});

test('scanned it is live; the same address is a copy on another phone three minutes later, and not on the first', async ({
  server,
  newPage,
  phoneOf,
  filming,
}) => {
  const field = await phoneOf('wangjianguo');
  await openLive(field);
  const enterprise = new EnterprisePage(await filming(filmOf(field.page)));
  await enterprise.scan(server.origin);
  await enterprise.expectGenuine();
  await expect(enterprise.page.getByText(/前有效 · 动态码$/)).toBeVisible();
  await enterprise.page.getByText('怎么核验的').click();
  await expect(enterprise.page.getByText(/撤回情况核对到今天 \d\d:\d\d$/)).toBeVisible();
  const address = enterprise.page.url();

  const other = new EnterprisePage(await newPage(PHONE));
  await other.page.clock.install({ time: Date.now() + THREE_MINUTES });
  await other.page.goto(address);
  await expect(other.verdict).toHaveText('疑似截图或转发');
  await expect(other.page.getByText('您可以拒绝，并要求出示手机上的动态码')).toBeVisible();
  await expect(other.page.getByText('自动设置时间')).toBeVisible();
  await expect(other.page.getByRole('button', { name: '确认，请进' })).toBeHidden();

  await enterprise.page.clock.install({ time: Date.now() + THREE_MINUTES });
  await enterprise.page.reload();
  await enterprise.expectGenuine();
  await expect(enterprise.page.getByText(/前有效 · 动态码$/)).toBeVisible();
});

test('what is printed on the notice is genuine, says that it is paper, and can be confirmed', async ({
  server,
  issued,
  deskOf,
  filming,
}) => {
  const desk = await deskOf('lichunmei');
  await desk.goto(`${server.origin}/desk/inspections/${issued.id}/notice`);
  await expect(desk.getByText(/以执法人员手机上的动态码为准/)).toBeVisible();
  // GB/T 9704: 28 characters in 156 mm, 22 lines in 225 mm.
  await desk.emulateMedia({ media: 'print' });
  const counts = await desk.locator('.official').evaluate((article) => {
    const { fontSize, lineHeight } = getComputedStyle(article);
    const millimetre = 96 / 25.4;
    return [(156 * millimetre) / Number.parseFloat(fontSize), (225 * millimetre) / Number.parseFloat(lineHeight)];
  });
  expect(counts.map((n) => Math.round(n * 100) / 100)).toEqual([28, 22]);
  await desk.emulateMedia({ media: 'screen' });
  const paper = desk.getByRole('img', { name: '检查任务码' });
  await paper.evaluate((picture) => picture.setAttribute('style', 'width: 480px'));
  const enterprise = new EnterprisePage(await filming(filmOf(desk, paper)));
  await enterprise.scan(server.origin);
  await enterprise.expectGenuine();
  expect(enterprise.page.url()).toBe(issued.code);
  await expect(enterprise.page.getByText(/前有效 · 固定码$/)).toBeVisible();
  await expect(enterprise.page.getByText('请来人出示手机上的动态码，您再扫一次')).toBeVisible();
  await enterprise.confirm();
});
