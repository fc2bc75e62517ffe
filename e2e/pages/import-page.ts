import type { Locator, Page } from '@playwright/test';

/** The desk's page for files of phones without network. */
export class ImportPage {
  readonly page: Page;
  readonly origin: string;
  readonly alert: Locator;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    this.alert = page.getByRole('alert');
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.origin}/desk/import`);
  }

  async take(name: string, buffer: Buffer): Promise<void> {
    await this.page.getByLabel('选择文件').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  }

  async again(): Promise<void> {
    await this.page.getByRole('button', { name: '再导入一个' }).click();
  }

  row(record: string): Locator {
    return this.page.getByRole('row').filter({ hasText: record });
  }

  /** The path of the file with the receipts. */
  async receipts(): Promise<string> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: /份回执/ }).click();
    return (await download).path();
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `test-results/import-${name}.png`, fullPage: true });
  }
}
