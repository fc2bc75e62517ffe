import { expect, type Locator, type Page } from '@playwright/test';

/** The list of cases that supervisors have to decide (SYNC-9). */
export class QuarantinePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: '待核记录' }).focus();
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('heading', { name: '待核记录', level: 1 })).toBeVisible();
  }

  /** The case of one device and one task. */
  case(enterprise: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: enterprise }) });
  }

  /** By the keyboard alone. */
  async dismiss(held: Locator, note: string): Promise<void> {
    const { keyboard } = this.page;
    const rows = await this.page.getByRole('main').locator('li[data-row]').count();
    for (let row = 0; row < rows; row++) {
      await keyboard.press('j');
      if (await held.evaluate((one) => one === document.activeElement)) break;
    }
    await expect(held).toBeFocused();
    await keyboard.press('r');
    const dialog = this.page.getByRole('dialog');
    await expect(dialog.getByLabel('理由')).toBeFocused();
    await keyboard.press('Control+Enter');
    await expect(dialog.getByRole('alert')).toHaveText('请写明理由。');
    await expect(dialog.getByLabel('理由')).toBeFocused();
    await keyboard.insertText(note);
    await keyboard.press('Control+Enter');
    await expect(this.page.getByRole('status').filter({ hasText: '已决定不予采信' })).toBeVisible();
    await expect(held).toHaveCount(0);
    await expect(this.page.locator('body')).not.toBeFocused();
  }
}
