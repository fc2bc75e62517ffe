import { expect, type Locator, type Page } from '@playwright/test';

/** An agency's devices at the desk. */
export class DevicesPage {
  readonly page: Page;
  readonly answer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.answer = page.getByRole('region', { name: '记录是否全部上传？' });
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/desk`);
    await this.page.getByRole('navigation').getByRole('link', { name: '设备' }).click();
    await expect(this.answer).toBeVisible();
  }

  /** By the beginning of its id. */
  device(id: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: `设备 ${id.slice(0, 8).toUpperCase()}` });
  }

  async revoke(id: string, reason: string): Promise<void> {
    await this.device(id).getByRole('button', { name: '停用设备' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '停用设备' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('请写明停用理由。');
    await dialog.getByLabel('停用理由').fill(reason);
    await dialog.getByRole('button', { name: '停用设备' }).click();
    await expect(dialog).toBeHidden();
    await this.showRevoked();
  }

  /** They are folded away below the others. */
  async showRevoked(): Promise<void> {
    await this.page.getByText(/^已停用的设备/).click();
  }
}
