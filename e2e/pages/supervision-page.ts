import { expect, type Locator, type Page } from '@playwright/test';

export class SupervisionPage {
  readonly page: Page;
  readonly steps: Locator;
  /** The part of the trace that names matters and officers. */
  readonly facts: Locator;
  readonly record: Locator;

  constructor(page: Page) {
    this.page = page;
    this.facts = page.getByRole('region', { name: '检查内容' });
    this.record = page.getByRole('region', { name: '现场检查笔录' });
    this.steps = page.getByRole('list', { name: '全过程' }).getByRole('listitem');
  }

  async openTrace(enterprise: string): Promise<void> {
    await this.page.getByRole('link', { name: enterprise }).first().click();
    await expect(this.steps.first()).toBeVisible();
  }
}
