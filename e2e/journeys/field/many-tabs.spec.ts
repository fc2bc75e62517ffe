/** A browser opens six connections to a server over HTTP/1.1. Ten open pages of a desk must all work. */

import { DESKTOP } from '@liangma/testing/browser';
import { applyFor } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { LoginPage } from '../../pages/login-page.ts';
import { test } from '../../support/journey.ts';

const STREAM = '/api/sync/stream';
const SECTIONS = ['', '/inspections', '/alerts', '/quarantine', ''];

test('ten tabs of one browser share one event stream, and all of them answer', async ({ server, newPage }) => {
  const first = await newPage(DESKTOP);
  const streams = countStreams(first);
  await new LoginPage(first, server.origin).signIn('zhangwei', /\/supervision/);
  const tabs = [first];
  for (const section of [...SECTIONS, ...SECTIONS.slice(1)]) {
    const tab = await first.context().newPage();
    await tab.goto(`${server.origin}/supervision${section}`);
    await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
    tabs.push(tab);
  }
  expect(tabs).toHaveLength(10);
  for (const tab of tabs) expect(await answers(tab)).toBe(true);
  expect(streams.opened).toBe(1);

  await test.step('when the leading tab closes, another one connects', async () => {
    await first.close();
    await expect.poll(() => streams.opened).toBe(2);
  });
});

test('the approvals of a second tab refresh by the stream of the first; signing out ends it', async ({
  server,
  deskOf,
}) => {
  const first = await deskOf('mayongcheng');
  const second = await first.context().newPage();
  await second.goto(`${server.origin}/desk/devices`);
  await expect(second.getByRole('heading', { level: 1 })).toBeVisible();
  const approvals = second.getByRole('link', { name: /^审批/ });
  await expect(approvals).toContainText(/\d/);
  const before = Number((await approvals.textContent())?.match(/\d+/)?.[0]);
  await applyFor(server.origin);
  await expect(approvals).toContainText(String(before + 1));
  await first.getByRole('button', { name: '退出登录' }).click();
  await expect(second.getByText('登录已失效')).toBeVisible();
});

function countStreams(page: Page): { opened: number } {
  const streams = { opened: 0 };
  page.context().on('request', (request) => {
    if (new URL(request.url()).pathname === STREAM) streams.opened++;
  });
  return streams;
}

const answers = (tab: Page): Promise<boolean> =>
  tab.evaluate(async () => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 8_000);
    const reply = await fetch('/api/health', { signal: abort.signal });
    clearTimeout(timer);
    return reply.ok;
  });
