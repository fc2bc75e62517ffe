/** Issuing on site: the phone that may, the door that reads it, the desk that lets it. */

import { giveGrant } from '@liangma/testing/office';
import type { Page } from '@playwright/test';
import { press, settled, signIn } from './steps.ts';
import { revoking } from './sync-scenes.ts';

interface Place {
  readonly origin: string;
}
type Show = (name: string) => Promise<void>;

export async function issuing(page: Page, { origin }: Place, show: Show): Promise<void> {
  await signIn(page, origin, 'wangjianguo');
  await page.locator('main li a').first().waitFor();
  await giveGrant(origin);
  const line = page.getByRole('link', { name: /可现场签发|left to issue on site/ });
  await line.waitFor();
  await settled(page);
  await show('field-granted');
  await line.click();
  await settled(page);
  await show('field-issue');
  await press(page, /^签发第|^Issue code/);
  await page.getByRole('searchbox').first().fill('康源大药房');
  await page.locator('section li button').first().click();
  await page.getByRole('checkbox').first().check();
  await page.getByRole('radio').first().check();
  await settled(page);
  await show('field-issue-filled');
  await page.getByLabel(/^工单号|^Ticket number/).fill('12345-20261124-0031');
  await page.locator('textarea').fill('投诉称柜台销售过期药品。');
  await press(page, /^签发第|^Issue code/);
  await show('field-issue-ask');
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('timer').waitFor();
  await settled(page);
  await show('field-issued-code');
  await page.goto(`${origin}/field`);
  await settled(page);
  await show('field-issued-today');
}

export async function lettingIssue(page: Page, { origin }: Place, show: Show): Promise<void> {
  await signIn(page, origin, 'mayongcheng');
  await page.goto(`${origin}/desk/grants`);
  await page.getByRole('listitem').first().waitFor();
  await settled(page);
  await show('desk-grants');
  await press(page, /^签发授权$|^New permit$/);
  await page.getByRole('radio').first().check();
  await settled(page);
  await show('desk-grant-giving');
  await press(page, /^终止授权$|^End permit$/);
  await show('desk-grant-ending');
  await page.keyboard.press('Escape');
  await revoking(page, { origin }, show);
}
