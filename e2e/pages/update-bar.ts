import { bestEffort } from '@liangma/testing/best-effort';
import { expect, type Locator, type Page } from '@playwright/test';
import { type AppVersion, anotherVersion } from '../support/app-versions.ts';
import type { GatedWay } from '../support/network-gate.ts';

/** The bar that says that a new version waits, and lets it take over. */
export class UpdateBar {
  readonly page: Page;
  readonly words: Locator;

  constructor(page: Page) {
    this.page = page;
    this.words = page.getByText('有新版本');
  }

  /** The version that the server has now is on the phone and waits. */
  async arrives(way: GatedWay, version: AppVersion = anotherVersion()): Promise<void> {
    way.serve(version);
    await this.page.evaluate(async () => {
      Object.assign(globalThis, { sameDocument: true });
      await (await navigator.serviceWorker.getRegistration('/'))?.update();
    });
    await expect(this.words).toBeVisible();
  }

  /** Nothing was loaded anew since it came. */
  async stays(): Promise<boolean> {
    const stays = await bestEffort(
      this.page.evaluate(() => 'sameDocument' in globalThis),
      'the page cannot be asked while a navigation is under way',
    );
    return stays ?? true;
  }

  /** The old worker has to end what it is about. */
  async accept(): Promise<void> {
    await this.page.getByRole('button', { name: '现在更新' }).click();
    await expect.poll(() => this.stays(), { timeout: 60_000 }).toBe(false);
  }
}
