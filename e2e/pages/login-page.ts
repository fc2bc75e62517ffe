import type { Page } from '@playwright/test';

export class LoginPage {
  readonly page: Page;
  readonly origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
  }

  /** Demo people share one password. */
  async signIn(name: string, face: RegExp, password = 'liangma-demo'): Promise<void> {
    await this.page.goto(`${this.origin}/login`);
    await this.page.getByLabel('账号', { exact: true }).fill(name);
    await this.page.getByLabel('密码', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: '登录' }).click();
    await this.page.waitForURL(face);
  }
}
