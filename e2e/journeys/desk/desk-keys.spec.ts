/** A working day at the desk by keys alone, counted: text that is typed is counted apart. */

import { applyFor, ENTERPRISE, enterpriseNamed } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { test } from '../../support/journey.ts';

const MOST_TO_APPLY = 25;

test('an application is made with at most 25 keys', async ({ server, deskOf }) => {
  // The apply form offers the last team and hours again.
  await applyFor(server.origin, { enterprise: (await enterpriseNamed(server.origin, '文具店')).id, matters: ['M058'] });
  const { page, press, pressed, type } = counted(await deskOf('lichunmei'));
  await page.getByRole('heading', { level: 1 }).waitFor();

  await press('c');
  await expect(page.getByRole('combobox', { name: '企业' })).toBeFocused();
  await type(ENTERPRISE);
  await expect(page.getByRole('option', { name: ENTERPRISE }).first()).toBeVisible();
  await press('Enter');
  await expect(page.getByRole('combobox', { name: '事项' })).toBeFocused();
  await type('定量包装商品');
  await press('Enter');
  await press('Tab');
  await expect(page.getByRole('button', { name: /^沿用上次/ })).toBeFocused();
  await press('Enter');
  // OFF-1: the last answer of the question is that nothing can take the place of a visit.
  await expect(page.getByRole('radio', { name: /书面检查/ })).toBeFocused();
  await press('ArrowUp');
  await press('Tab');
  await expect(page.getByRole('textbox', { name: /入企检查的必要性/ })).toBeFocused();
  await type('需核对库存批次，书面检查无法核实。');
  await expect(page.getByText('符合规则，可以提交')).toBeVisible();
  await press('Control+Enter');
  await page.waitForURL(/\/desk\/inspections\//);
  expect(pressed()).toBeLessThanOrEqual(MOST_TO_APPLY);
});

test('a head approves with one key, the next opens by itself, and nothing is decided while typing', async ({
  server,
  deskOf,
}) => {
  const first = await applyFor(server.origin);
  const { page, press, pressed } = counted(await deskOf('mayongcheng'));
  await page.goto(`${server.origin}/desk/approvals`);
  await expect(page).toHaveURL(new RegExp(first.id));
  const heading = page.getByRole('article').getByRole('heading', { level: 2 }).first();
  await expect(heading).toHaveText(ENTERPRISE);
  await expect(page.getByRole('button', { name: '批准并签发任务码' })).toBeEnabled();

  await test.step('letters in a search field or a dialog decide nothing', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('a');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.keyboard.press('a');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(heading).toHaveText(ENTERPRISE);
    await expect(page.getByRole('status').filter({ hasText: '已批准' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: '批准并签发任务码' })).toBeEnabled();
  });

  // A letter right after writing would decide nothing.
  await page.reload();
  await expect(page.getByRole('button', { name: '批准并签发任务码' })).toBeEnabled();
  await press('a');
  await expect(page.getByRole('status').filter({ hasText: `已批准：${ENTERPRISE}` })).toBeVisible();
  await expect(heading).not.toHaveText(ENTERPRISE);
  await expect(heading).toBeFocused();
  expect(pressed()).toBe(1);

  await test.step('the next is returned for correction, and the clerk applies again with what was filled in', async () => {
    const enterprise = (await heading.textContent()) ?? '';
    const returned = page.url();
    await expect(page.getByRole('button', { name: '退回修改' })).toBeEnabled();
    await press('r');
    await page.keyboard.type('请写明为什么书面检查不能解决。');
    await press('Control+Enter');
    await expect(page.getByRole('status').filter({ hasText: `已退回修改：${enterprise}` })).toBeVisible();
    // The last one is joint, and waits for its partner.
    await expect(page.getByRole('article').getByText(/还没有同意，不能批准/)).toBeVisible();

    const clerk = await deskOf('lichunmei');
    await clerk.goto(returned.replace('approvals', 'inspections'));
    await expect(clerk.getByText('请写明为什么书面检查不能解决。')).toBeVisible();
    await clerk.getByRole('link', { name: '再申请' }).click();
    await expect(clerk.getByRole('button', { name: `更换企业：${enterprise}` })).toBeVisible();
    await expect(clerk.getByRole('textbox', { name: /入企检查的必要性/ })).not.toHaveValue('');
  });
});

test('j and k move in the list that has the focus; everything is found from everywhere', async ({ server, deskOf }) => {
  await applyFor(server.origin);
  const page = await deskOf('lichunmei');
  const [left, right] = [page.getByRole('region', { name: '待办事项' }), page.getByRole('region', { name: /今日/ })];
  await left.getByRole('link').first().waitFor();
  await page.keyboard.press('j');
  await expect(left.getByRole('link').first()).toBeFocused();
  await page.keyboard.press('k');
  await expect(left.getByRole('link').first()).toBeFocused();
  if ((await right.getByRole('link').count()) > 1) {
    await right.getByRole('link').first().focus();
    await page.keyboard.press('j');
    await expect(right.getByRole('link').nth(1)).toBeFocused();
  }

  await page.keyboard.press('/');
  await page.keyboard.type('雪域');
  await expect(page.getByRole('option', { name: ENTERPRISE }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/desk\/(enterprises|inspections)\//);
});

test('a supervisor closes an alert by keys, and the focus stays on the page', async ({ server, deskOf }) => {
  const { page, press, pressed, type } = counted(await deskOf('zhaomin'));
  await page.goto(`${server.origin}/supervision/alerts`);
  const alerts = page.getByRole('main').getByRole('listitem');
  const first = alerts.filter({ has: page.getByRole('button', { name: '办结预警' }) }).first();
  await first.waitFor();
  await press('j');
  await expect(first).toBeFocused();
  await press('e');
  await type('已电话核实，情况属实。');
  await press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(pressed()).toBe(3);
  await expect(page.locator('body')).not.toBeFocused();
});

test('a refused form leads to its first field, Enter twice submits once, and the focus outlives a deleted row', async ({
  server,
  deskOf,
}) => {
  const page = await deskOf('lichunmei');
  await page.goto(`${server.origin}/desk/calendar`);
  const main = page.getByRole('main');
  const save = main.getByRole('button', { name: '登记', exact: true });
  const officer = main.getByRole('combobox', { name: '执法人员' });
  await save.focus();
  await page.keyboard.press('Enter');
  await expect(main.getByRole('alert')).toHaveText('请选择执法人员。');
  await expect(officer).toBeFocused();

  const removals = main.getByRole('button', { name: /^取消.*请假$/ });
  for (const [name, entered] of [
    ['王建国', 1],
    ['卓玛', 2],
  ] as const) {
    await officer.selectOption(name);
    await save.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(removals).toHaveCount(entered);
  }
  await removals.first().focus();
  await page.keyboard.press('Enter');
  await expect(removals).toHaveCount(1);
  await expect(
    main.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^取消.*请假$/ }) }),
  ).toBeFocused();
});

test('the calendar of a month is one stop of Tab, and A4 landscape on paper', async ({ server, deskOf }) => {
  const page = await deskOf('liuzhiqiang');
  await page.goto(`${server.origin}/desk/calendar?view=month`);
  const days = page.getByRole('link', { name: /查看当日空闲人员$/ });
  await days.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(days.nth(1)).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('table') ?? null)).toBeNull();

  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect([...new Set(pdf.match(/MediaBox \[0 0 \d+/g))]).toEqual(['MediaBox [0 0 841']);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('检查日历 天祝藏族自治县');
});

test('characters that an input method composes ask nothing and decide nothing', async ({ server, deskOf }) => {
  const page = await deskOf('lichunmei');
  await page.goto(`${server.origin}/desk/apply`);
  const field = page.getByRole('combobox', { name: '企业' });
  await expect(field).toBeFocused();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/registry/enterprises?')) asked.push(request.url());
  });
  const session = await page.context().newCDPSession(page);
  for (const text of ['x', 'xu', "xu'e", "xue'y", "xue'yu"])
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await expect(page.getByText(/未查到|没有找到/)).toHaveCount(0);
  await session.send('Input.insertText', { text: '雪域' });
  await expect(page.getByRole('option', { name: ENTERPRISE }).first()).toBeVisible();
  expect(asked.map((url) => new URL(url).searchParams.get('q'))).toEqual(['雪域']);
});

test('without network the frame of the desk stays, whatever section is opened', async ({ deskOf }) => {
  const page = await deskOf('lichunmei');
  const sections = page.getByRole('navigation', { name: '栏目' });
  await sections.getByRole('link', { name: '今日' }).waitFor();
  await page.context().setOffline(true);
  for (const section of ['规则', '设备', '检查事项']) {
    await sections.getByRole('link', { name: section, exact: true }).click();
    await expect(
      page
        .getByRole('main')
        .getByText('没有网络')
        .or(page.getByRole('heading', { level: 1, name: section }))
        .first(),
    ).toBeVisible();
    await expect(sections).toBeVisible();
    await expect(page.getByText('填写的内容还在')).toHaveCount(0);
  }
});

/** Keys that are pressed are counted, text that is typed is not. */
function counted(page: Page) {
  let keys = 0;
  const press = async (key: string): Promise<void> => {
    keys++;
    await page.keyboard.press(key);
  };
  return { page, press, pressed: () => keys, type: (text: string) => page.keyboard.type(text) };
}
