import type { Locator, Page } from '@playwright/test';

/** The sync centre: the state of every record of a phone, and what can be done about it. */
export class SyncCentrePage {
  readonly page: Page;
  readonly origin: string;
  readonly pill: Locator;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    this.pill = page.getByRole('banner').getByRole('link').last();
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.origin}/field/sync`);
  }

  /** A record by its name and how it stands; also within a visit that is not opened. */
  item(name: string, state: string): Locator {
    return this.page
      .getByRole('main')
      .getByRole('listitem', { includeHidden: true })
      .filter({ hasText: name, hasNot: this.page.locator('details') })
      .filter({ has: this.page.getByText(state, { exact: true }) });
  }

  async syncNow(): Promise<void> {
    await this.page.getByRole('button', { name: /现在同步|正在同步/ }).click();
  }

  /** The path of the file that was saved. */
  export(): Promise<string> {
    return this.#saved('导出补传文件');
  }

  /** The path of the file with the photos. */
  exportPhotos(): Promise<string> {
    return this.#saved('导出照片补传文件');
  }

  async #saved(button: string): Promise<string> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: button }).first().click();
    return (await download).path();
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `test-results/sync-centre-${name}.png`, fullPage: true });
  }
}
