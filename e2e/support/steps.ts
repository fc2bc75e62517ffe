/** What a person does on any screen before a picture is taken. */
import type { Page } from '@playwright/test';

export async function signIn(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/login`);
  await page.locator('input').nth(0).fill(name);
  await page.locator('input[type=password]').fill('liangma-demo');
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

export const press = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('button', { name }).first().click();
  await settled(page);
};

/** Nothing is loading and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]:not(button)'));
  await page.waitForTimeout(400);
}
