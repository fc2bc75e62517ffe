import { expect, type Locator, type Page } from '@playwright/test';

/** The alerts of a region. */
export class AlertsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: /^预警/ }).click();
    await expect(this.page.getByRole('heading', { name: '预警', level: 1 })).toBeVisible();
  }

  alert(name: string, enterprise: string): Locator {
    return this.page
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { name }) })
      .filter({ hasText: enterprise });
  }

  async close(alert: Locator, note: string): Promise<void> {
    await alert.getByRole('button', { name: '办结预警' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '办结预警' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('请填写核查和处置情况。');
    await dialog.getByLabel('核查和处置情况').fill(note);
    await dialog.getByRole('button', { name: '办结预警' }).click();
    await expect(dialog).toBeHidden();
  }

  async showClosed(): Promise<void> {
    await this.page.getByRole('link', { name: '已办结' }).click();
  }
}
