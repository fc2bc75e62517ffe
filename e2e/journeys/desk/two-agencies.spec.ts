/** [POST-5] A clerk of two agencies acts for one at a time: nothing of the other stays on the page or in what was typed. */
import { DESKTOP } from '@liangma/testing/browser';
import { ENTERPRISE } from '@liangma/testing/office';
import { expect, type Page } from '@playwright/test';
import { ApplyPage } from '../../pages/apply-page.ts';
import { LoginPage } from '../../pages/login-page.ts';
import { test } from '../../support/journey.ts';

const FIRST = { id: '620623-SCJG', name: '天祝藏族自治县市场监督管理局' };
const SECOND = { id: '620623-YJGL', name: '天祝藏族自治县应急管理局' };
const OWN = '祁连山下的雪三月才化';

const post = async (page: Page, path: string, data: object) => {
  const origin = new URL(page.url()).origin;
  const reply = await page.request.post(`${origin}${path}`, { data, headers: { origin } });
  expect(reply.ok(), `${path}: ${reply.status()} ${await reply.text()}`).toBe(true);
  return reply.json();
};

test('[POST-5] switching the agency leaves nothing of the other one', async ({ origin, deskOf, newPage }) => {
  const admin = await deskOf('liuzhiqiang');
  const made = await post(admin, '/api/people', {
    account: 'two.desks',
    name: '两处任职',
    agency: FIRST.id,
    posts: [{ role: 'clerk', agency: FIRST.id }],
  });
  await post(admin, '/api/people/two.desks/posts', { role: 'clerk', agency: SECOND.id });
  const page = await newPage(DESKTOP);
  await new LoginPage(page, origin).signIn('two.desks', /\/me/, made.firstPassword);
  await post(page, '/api/me/password', { current: made.firstPassword, next: OWN });

  const switchTo = async (name: string) => {
    await page.getByLabel('切换任职机关').selectOption({ label: name });
    await page.waitForLoadState();
    await expect(page.getByLabel('切换任职机关')).toHaveValue(name === FIRST.name ? FIRST.id : SECOND.id);
  };

  await page.goto(`${origin}/desk/inspections`);
  const shown = page.locator('main a[href*="/desk/inspections/"]').first();
  await expect(shown).toBeVisible();
  const task = (await shown.getAttribute('href')) ?? '';
  const form = new ApplyPage(page);
  await form.open(origin);
  await form.chooseEnterprise(ENTERPRISE);
  await page.goto(`${origin}/desk`);
  await expect(page.getByText(ENTERPRISE).first()).toBeVisible();

  await switchTo(SECOND.name);
  await expect(page.getByText(ENTERPRISE)).toHaveCount(0);
  await page.goto(`${origin}/desk/apply`);
  await expect(page.getByRole('combobox', { name: '企业' })).toHaveValue('');
  await expect(page.getByText(ENTERPRISE)).toHaveCount(0);
  await page.goto(`${origin}/desk/inspections`);
  await expect(page.locator(`a[href="${task}"]`)).toHaveCount(0);
  await page.goto(`${origin}${task}`);
  await expect(page.getByText('没有权限').first()).toBeVisible();

  await page.goto(`${origin}/desk`);
  await switchTo(FIRST.name);
  await expect(page.getByText(ENTERPRISE).first()).toBeVisible();
});
