import { expect, type Locator, type Page } from '@playwright/test';

export class ApprovalsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(origin: string, enterprise: string): Promise<void> {
    await this.page.goto(`${origin}/desk/approvals`);
    await this.page.getByRole('link', { name: enterprise }).first().click();
  }

  async approve(): Promise<void> {
    await this.page.getByRole('button', { name: '批准并签发任务码' }).click();
    await expect(this.said).toBeVisible();
  }

  /** The last decision, shown above the next application. */
  get said(): Locator {
    return this.page.getByRole('status').filter({ hasText: '已批准' }).first();
  }
}
