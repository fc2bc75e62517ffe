/** Every screen there is, reached as a person reaches it: for pictures and for the accessibility check. */

import { DESKTOP, PHONE } from '@liangma/testing/browser';
import { enterpriseNamed, issueCode, withdraw } from '@liangma/testing/office';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { acknowledge } from './acknowledge.ts';
import { issuing, lettingIssue } from './grant-scenes.ts';
import { press, settled, signIn, start } from './steps.ts';
import { closing, editing, syncing } from './sync-scenes.ts';
import { scanAsKeyboard } from './usb-scanner.ts';

export interface Look {
  readonly device: 'phone' | 'desktop';
  readonly locale: 'zh-CN' | 'en';
  readonly theme: 'light' | 'dark';
  readonly type: 'normal' | 'large';
}

export interface Scene {
  readonly name: string;
  readonly page: Page;
}

type Show = (name: string, page?: Page) => Promise<void>;

/** Codes that the scenes share: one that holds and one that was withdrawn. */
export interface Stage {
  readonly origin: string;
  readonly genuine: string;
  readonly withdrawn: string;
  readonly task: string;
  /** Check number of the genuine code. */
  readonly number: string;
}

export async function setStage(origin: string): Promise<Stage> {
  const { id, code, number } = await issueCode(origin);
  const now = Date.now();
  const later = { window: { from: now - 60_000, to: now + 3_600_000 }, matters: ['M058'] };
  const other = await issueCode(origin, { ...later, enterprise: (await enterpriseNamed(origin, '文具店')).id });
  await withdraw(origin, other.id, '年度检查计划调整，改期再查');
  return { origin, genuine: code, withdrawn: other.code, task: id, number };
}

type Walk = (page: Page, stage: Stage, show: Show, open: () => Promise<BrowserContext>) => Promise<void>;

/** The look of the phone faces, and the look of the desktop faces. */
export interface Looks {
  readonly phones: Look;
  readonly desktops: Look;
}

/** The walks run in this order, because a later walk shows what an earlier walk left at the server. */
const WALKS: readonly (readonly [Walk, keyof Looks])[] = [
  [enterprise, 'phones'],
  [field, 'phones'],
  [syncing, 'phones'],
  [desk, 'desktops'],
  [supervision, 'desktops'],
  [administration, 'desktops'],
  [kiosk, 'desktops'],
  [issuing, 'phones'],
  [lettingIssue, 'desktops'],
];

/** Calls `show` at every scene, with the page as a person would see it. */
export async function walkScenes(
  browser: Browser,
  stage: Stage,
  looks: Looks,
  show: (scene: Scene) => Promise<void>,
): Promise<void> {
  for (const [walk, faces] of WALKS) {
    const open = () => contextFor(browser, looks[faces]);
    const context = await open();
    const page = await context.newPage();
    await walk(page, stage, (name: string, other: Page = page) => show({ name, page: other }), open);
    await context.close();
  }
}

export async function contextFor(browser: Browser, { device, locale, theme, type }: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...(device === 'phone' ? PHONE : DESKTOP),
    locale,
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(40_000);
  await context.addInitScript(
    (choices) => {
      if (location.protocol === 'about:') return;
      for (const [key, value] of Object.entries(choices)) localStorage.setItem(`liangma.${key}`, value);
    },
    { locale, theme, type },
  );
  return context;
}

async function enterprise(
  page: Page,
  { origin, genuine, withdrawn }: Stage,
  show: Show,
  other: () => Promise<BrowserContext>,
): Promise<void> {
  const open = async (address: string) => {
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
  };
  await open(genuine);
  await show('c-genuine');
  await press(page, /我要拒绝|I refuse/);
  await show('c-refusing');
  await open(genuine);
  await confirmOffline(page, () => show('c-return'));
  await open(genuine);
  await show('c-confirmed');
  await press(page, /评价这次检查|Evaluate this/);
  await show('c-evaluating');
  await open(withdrawn);
  await show('c-withdrawn');
  await open(`${genuine.slice(0, -30)}${'0'.repeat(30)}`);
  await show('c-forged');
  await open(`${origin}/c`);
  await show('c-start');
  await press(page, /隐私与无障碍说明|Privacy and accessibility/);
  await show('c-about');
  const context = await other();
  const later = await context.newPage();
  await later.clock.setFixedTime(Date.now() + 86_400_000);
  await later.goto(genuine);
  await later.getByRole('heading', { level: 1, name: /检查时间已过|time is over/ }).waitFor();
  await settled(later);
  await show('c-over', later);
  await context.close();
}

/** Without network the answer is shown to be carried; then it is sent. */
async function confirmOffline(page: Page, show: () => Promise<void>): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  await press(page, /确认，请进|Let them in/);
  const code = page.getByRole('img', { name: /^(确认回执码|Receipt code)/ });
  await code.waitFor();
  await code.scrollIntoViewIfNeeded();
  await settled(page);
  await show();
  await page.context().setOffline(false);
  await page
    .getByText(/^(已送达|Delivered)$/)
    .first()
    .waitFor();
}

async function field(page: Page, stage: Stage, show: Show): Promise<void> {
  const { origin, task } = stage;
  await page.goto(`${origin}/login`);
  await settled(page);
  await show('login');
  await signIn(page, origin, 'wangjianguo');
  await page.locator('main li a').first().waitFor();
  await settled(page);
  await show('field-today');
  const visit = async (path: string, name: string) => {
    await page.goto(origin + path);
    await settled(page);
    await show(name);
  };
  await visit(`/field/tasks/${task}`, 'field-task');
  await visit(`/field/tasks/${task}/code`, 'field-code');
  await start(page);
  await page.locator('fieldset').first().waitFor();
  await page.locator('fieldset').nth(0).locator('input').nth(0).check({ force: true });
  await page.locator('fieldset').nth(1).locator('input').nth(1).check({ force: true });
  await settled(page);
  await show('field-record');
  await visit('/field/scan', 'field-scan');
  await page.getByRole('textbox').fill(stage.number);
  await press(page, /^(核验|Check)$/);
  await page.getByRole('article').waitFor();
  await settled(page);
  await show('field-scanned');
  await visit('/field/search', 'field-search');
  await visit('/field/sync', 'field-sync');
  const answer = page.getByRole('heading', { name: /企业已确认|The business confirmed/ });
  await page.goto(acknowledge(origin, stage.genuine, task));
  await answer.waitFor();
  await settled(page);
  await show('field-returned');
}

const DESK = [
  '/desk',
  '/desk/apply',
  '/desk/apply/batch',
  '/desk/approvals',
  '/desk/inspections',
  '/desk/calendar',
  '/desk/import',
  '/desk/enterprises',
  '/desk/officers',
  '/desk/devices',
  '/desk/matters',
  '/desk/quiet-periods',
  '/desk/whitelist',
  '/desk/policies',
  '/desk/rules',
];

async function desk(page: Page, { origin, task }: Stage, show: Show): Promise<void> {
  await signIn(page, origin, 'lichunmei');
  for (const path of DESK) {
    await page.goto(origin + path);
    await settled(page);
    if (path === '/desk/apply') await halfFilled(page);
    await show(path.slice(1).replaceAll('/', '-'));
  }
  await page.goto(`${origin}/desk/inspections/${task}`);
  await settled(page);
  await show('desk-code');
  for (const paper of ['notice', 'approval-form']) {
    await page.goto(`${origin}/desk/inspections/${task}/${paper}`);
    await settled(page);
    await show(`desk-${paper}`);
  }
  await page.goto(`${origin}/desk/enterprises/${(await enterpriseNamed(origin, '华联早餐店')).id}`);
  await settled(page);
  await show('desk-enterprise');
  await editing(page, { origin }, show);
}

/** A form that one rule blocks and another asks a reason for: what the findings are there for. */
async function halfFilled(page: Page): Promise<void> {
  await page.locator('input[role=combobox]').nth(0).fill('康源大药房');
  await page.locator('[role=option]:visible').first().click();
  await page.locator('#day').fill(new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10));
  await page.locator('#from').fill('10:00');
  await page.locator('#to').fill('12:00');
  await page.locator('#matters').fill('药品经营');
  await page.locator('[role=option]:visible').first().click();
  await page.locator('#officers').fill('王建国');
  await page.locator('[role=option]:visible').first().click();
  await settled(page);
}

async function supervision(page: Page, { origin, task }: Stage, show: Show): Promise<void> {
  await signIn(page, origin, 'zhaomin');
  await settled(page);
  await show('supervision');
  await page.goto(`${origin}/supervision/inspections`);
  await settled(page);
  await show('supervision-inspections');
  for (const path of ['calendar', 'officers', 'devices', 'reasons']) {
    await page.goto(`${origin}/supervision/${path}`);
    await settled(page);
    await show(`supervision-${path}`);
  }
  await closing(page, { origin }, show);
  await page.goto(`${origin}/supervision/inspections`);
  await settled(page);
  const evaluated = page.getByRole('link', { name: /火锅/ }).first();
  await evaluated.click();
  await settled(page);
  await show('supervision-trace');
  await page.goto(`${origin}/supervision/inspections/${task}`);
  await page
    .getByText(/确认回执码|return code/)
    .first()
    .scrollIntoViewIfNeeded();
  await settled(page);
  await show('supervision-returned');
}

const ADMINISTRATION = [
  '/desk/start',
  '/desk/registry/agencies',
  '/desk/registry/matters',
  '/desk/registry/accounts/lichunmei',
  '/desk/registry/imports',
  '/desk/people',
  '/desk/people/lichunmei',
  '/admin',
  '/admin/messages',
];

async function administration(page: Page, { origin }: Stage, show: Show): Promise<void> {
  await signIn(page, origin, 'liuzhiqiang');
  for (const path of ADMINISTRATION) {
    await page.goto(origin + path);
    await settled(page);
    await show(path.slice(1).replaceAll('/', '-'));
  }
}

async function kiosk(page: Page, { origin, withdrawn, number }: Stage, show: Show): Promise<void> {
  await page.goto(`${origin}/kiosk`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
  await show('kiosk');
  for (const [tile, name] of [
    [/查结果与评价|Result and/, 'kiosk-results'],
    [/我要反映|Report a problem/, 'kiosk-speak'],
  ] as const) {
    await press(page, tile);
    await show(name);
    await press(page, /^(返回|Back)$/);
  }
  await press(page, /核验检查码|Check a task code/);
  for (const digit of number) await page.getByRole('button', { name: digit, exact: true }).click();
  await settled(page);
  await show('kiosk-check');
  await press(page, /^(核验|Check)$/);
  await page.getByRole('article').waitFor();
  await settled(page);
  await show('kiosk-genuine');
  await scanAsKeyboard(page, withdrawn);
  await page.getByRole('heading', { name: /此码已撤回|withdrawn/ }).waitFor();
  await settled(page);
  await show('kiosk-withdrawn');
}
