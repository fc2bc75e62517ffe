import { expect, type Locator, type Page } from '@playwright/test';

/** Grants at the desk of the head of the agency. */
export class GrantsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/desk/grants`);
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('离线签发授权');
  }

  /** For the device that the holder used last, which comes first; the form says what is missing until nothing is. */
  async give(holder: string, other: string, codes: number): Promise<void> {
    await this.page.getByRole('button', { name: '签发授权' }).first().click();
    const form = this.page.locator('form').filter({ hasText: '授权设备' });
    await form.getByRole('radio', { name: holder }).first().check();
    await expect(form.getByText('QUAL-3')).toBeVisible();
    await form.getByRole('combobox', { name: /执法人员/ }).fill(other);
    await form.getByRole('option', { name: other }).first().click();
    await expect(form.getByText('QUAL-3')).toBeHidden();
    await form.getByLabel('签发次数上限').fill(String(codes));
    await expect(form.getByRole('button', { name: '签发授权' })).toBeDisabled();
    await form.getByLabel(/授权理由/).fill('乡镇投诉多，山里没有信号。');
    await expect(form.getByText('符合全部规则')).toBeVisible();
    await form.getByRole('button', { name: '签发授权' }).click();
    await expect(form).toBeHidden();
  }

  grant(holder: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: holder }).first();
  }
}
