import { expect, type Locator, type Page } from '@playwright/test';

export class SupervisionPage {
  readonly page: Page;
  readonly steps: Locator;

  constructor(page: Page) {
    this.page = page;
    this.steps = page.getByRole('list', { name: '全过程' }).getByRole('listitem');
  }

  async openTrace(enterprise: string): Promise<void> {
    await this.page.getByRole('link', { name: enterprise }).first().click();
    await expect(this.steps.first()).toBeVisible();
  }
}
