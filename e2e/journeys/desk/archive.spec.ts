/** An approval is archived as PDF by a Chromium of the server, and without one the pages say so. */
import { readFileSync } from 'node:fs';
import { ensureShell } from '@liangma/testing/chromium';
import { ENTERPRISE } from '@liangma/testing/office';
import { type Glyph, glyphsOf, plain, textOf } from '@liangma/testing/pdf-text';
import { startServer } from '@liangma/testing/server';
import { expect, type Page } from '@playwright/test';
import { ApplyPage } from '../../pages/apply-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { day } from '../../support/form-dates.ts';
import { test } from '../../support/journey.ts';

const MATTER = '定量包装商品计量检查';
const AGENCY = '天祝藏族自治县市场监督管理局';
/** A4 and the type area of GB/T 9704-2012, 5.2: 28 characters a line, 22 lines a page; points. */
const POINT = 72 / 25.4;
const TYPE_AREA = { width: 156 * POINT, height: 225 * POINT, left: 28 * POINT, bottom: 35 * POINT };

async function issue(clerk: Page, head: Page, origin: string): Promise<string> {
  const form = new ApplyPage(clerk);
  await form.open(origin);
  await form.chooseEnterprise(ENTERPRISE);
  await form.chooseMatter(MATTER);
  await form.chooseOfficer('王建国');
  await form.chooseOfficer('卓玛');
  await form.chooseWindow(day(1), '10:00', '11:00');
  await form.sayWhyOnSite('需现场核对<b>计量器具</b>和标签，书面检查无法核实。');
  await form.submit();
  const task = clerk.url().replace(/\?.*/, '');
  await head.goto(task);
  await head.getByRole('button', { name: '批准并签发任务码' }).click();
  await expect(head.getByText('已归档 PDF')).toBeVisible();
  return task;
}

/** Base lines of the type area with their glyphs; page numbers stand below it. */
function linesOf(glyphs: readonly Glyph[]): Map<number, Glyph[]> {
  const lines = new Map<number, Glyph[]>();
  const inside = glyphs.filter(({ y, text }) => y > TYPE_AREA.bottom && text.trim() !== '');
  for (const glyph of inside) {
    const line = Math.floor((glyph.y - TYPE_AREA.bottom) / (TYPE_AREA.height / 22));
    lines.set(line, [...(lines.get(line) ?? []), glyph]);
  }
  return lines;
}

test('the form and the notice are archived as PDF of 28 characters and 22 lines, and downloaded', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const server = await startServer('sqlite', [], undefined, undefined, 'test', {
    CHROMIUM_PATH: await ensureShell(),
    // The gate runs as root in a container.
    LIANGMA_CHROMIUM_NO_SANDBOX: '1',
  });
  const pages = await Promise.all([1, 2].map(() => browser.newContext().then((context) => context.newPage())));
  const [clerk, head] = pages as [Page, Page];
  try {
    await new LoginPage(clerk, server.origin).signIn('lichunmei', /\/desk/);
    await new LoginPage(head, server.origin).signIn('mayongcheng', /\/desk/);
    await issue(clerk, head, server.origin);
    const link = head.getByRole('link', { name: /^行政检查通知书 .*号$/ });
    await expect(async () => {
      await head.reload();
      await expect(link).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 120_000 });
    const number = ((await link.textContent()) ?? '').replace('行政检查通知书', '').trim();
    const read = async (name: string): Promise<Glyph[][]> => {
      const [download] = await Promise.all([
        head.waitForEvent('download'),
        head.getByRole('link', { name: new RegExp(`^${name} `) }).click(),
      ]);
      expect(download.suggestedFilename()).toContain(name);
      return glyphsOf(readFileSync(await download.path()));
    };

    const form = await read('行政检查审批表');
    const text = form.map(textOf).join('');
    for (const part of [number, ENTERPRISE, AGENCY, '<b>计量器具</b>', '同意，准予检查。', '马永成'])
      expect(text).toContain(plain(part));

    const notice = await read('行政检查通知书');
    for (const part of [number, ENTERPRISE, AGENCY, MATTER, '（印章）', '送达回证', '核验号'])
      expect(notice.map(textOf).join('')).toContain(plain(part));
    const all = [...form, ...notice].map(linesOf);
    // No two base lines share a row, none leaves the area, and a full page has its twenty-two.
    for (const lines of all) for (const row of lines.keys()) expect(row).toBeLessThan(22);
    expect(Math.max(...all.map((lines) => lines.size))).toBe(22);
    const body = notice.map(linesOf).flatMap((lines) => [...lines.values()]);
    // Characters stand a twenty-eighth of the type area apart, justified lines a little more, and full lines fill it.
    const em = TYPE_AREA.width / 28;
    const steps = body.flatMap((line) =>
      line.flatMap(({ text: one, x }, n) => {
        const next = line[n + 1];
        return next && [one, next.text].every((each) => /^[\u4e00-\u9fff]$/.test(each)) ? [next.x - x] : [];
      }),
    );
    expect(steps.length).toBeGreaterThan(300);
    expect(Math.min(...steps)).toBeGreaterThan(em - 0.1);
    expect(steps.filter((step) => Math.abs(step - em) < 0.1).length / steps.length).toBeGreaterThan(0.4);
    const lefts = body.map((line) => Math.min(...line.map(({ x }) => x)));
    const rights = body.map((line) => Math.max(...line.map(({ x, size }) => x + size)));
    expect(Math.min(...lefts)).toBeCloseTo(TYPE_AREA.left, 0);
    expect(Math.max(...rights)).toBeLessThan(TYPE_AREA.left + TYPE_AREA.width + 1);
    expect(rights.filter((right) => right > TYPE_AREA.left + TYPE_AREA.width - em).length).toBeGreaterThan(20);
  } finally {
    await Promise.all(pages.map((page) => page.context().close()));
    await server.stop();
  }
});

test('without Chromium an approval goes on, and the pages say why nothing is archived', async ({ origin, deskOf }) => {
  const [clerk, head, admin] = [await deskOf('lichunmei'), await deskOf('mayongcheng'), await deskOf('liuzhiqiang')];
  const task = await issue(clerk, head, origin);
  await expect(head.getByText('服务器没有安装 Chromium，本件尚未归档')).toBeVisible();
  await head.goto(`${task}/notice`);
  await expect(head.getByRole('button', { name: '打印' })).toBeVisible();
  await admin.goto(`${origin}/admin`);
  await expect(admin.getByText(/\d+ 件待归档/)).toBeVisible();
  await expect(admin.getByText('服务器没有找到 Chromium')).toBeVisible();
});
