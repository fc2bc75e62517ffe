import { expect, type Locator, type Page } from '@playwright/test';
import { scanAsKeyboard } from '../support/usb-scanner.ts';

/** The machine in the service hall. */
export class KioskPage {
  readonly page: Page;
  readonly verdict: Locator;
  readonly stillThere: Locator;

  constructor(page: Page) {
    this.page = page;
    this.verdict = page.getByRole('article').getByRole('heading', { level: 2 });
    this.stillThere = page.getByRole('dialog', { name: '您还在吗？' });
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/kiosk`);
    await this.expectHome();
  }

  /** To the USB scanner. */
  async hold(text: string): Promise<void> {
    await scanAsKeyboard(this.page, text);
  }

  async choose(tile: string): Promise<void> {
    await this.page.getByRole('button', { name: tile }).click();
  }

  async typeNumber(digits: string): Promise<void> {
    for (const digit of digits) await this.page.getByRole('button', { name: digit, exact: true }).click();
  }

  async submitNumber(): Promise<void> {
    await this.page.getByRole('button', { name: '核验', exact: true }).click();
  }

  async expectHome(): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: '请选择要办的事' })).toBeVisible();
  }

  /** Everything that this origin keeps in the browser, as text; the app's own files aside. */
  keptByTheBrowser(): Promise<string> {
    return this.page.evaluate(async () => {
      const kept: unknown[] = [
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        history.state,
        location.href,
      ];
      kept.push(await indexedDB.databases());
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          kept.push(request.url);
          if (!request.url.includes('/_app/')) kept.push(await (await cache.match(request))?.text());
        }
      }
      return JSON.stringify(kept);
    });
  }
}
