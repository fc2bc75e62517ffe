import { expect, type Locator, type Page } from '@playwright/test';

/** The list of cases that supervisors have to decide (SYNC-9). */
export class QuarantinePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: '待核记录' }).click();
    await expect(this.page.getByRole('heading', { name: '待核记录', level: 1 })).toBeVisible();
  }

  /** The case of one device and one task. */
  case(enterprise: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: enterprise }) });
  }

  async dismiss(held: Locator, note: string): Promise<void> {
    await held.getByRole('button', { name: '不予采信' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '不予采信' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('请写明理由。');
    await dialog.getByLabel('理由').fill(note);
    await dialog.getByRole('button', { name: '不予采信' }).click();
    await expect(this.page.getByRole('status').filter({ hasText: '已决定不予采信' })).toBeVisible();
  }
}
