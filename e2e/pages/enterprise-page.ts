import { untilWorkerActive } from '@liangma/testing/worker-active';
import { expect, type Locator, type Page } from '@playwright/test';

/** The page behind the QR, as the shop owner sees it. */
export class EnterprisePage {
  readonly page: Page;
  readonly verdict: Locator;

  constructor(page: Page) {
    this.page = page;
    this.verdict = page.getByRole('heading', { level: 1 });
  }

  /** By the camera of this phone; resolves when the code was read: the address holds it. */
  async scan(origin: string): Promise<void> {
    await this.page.goto(`${origin}/c`);
    await this.page.getByRole('button', { name: /扫/ }).first().click();
    await this.page.waitForURL(/\/c#\d{100,}$/);
  }

  async expectGenuine(): Promise<void> {
    await expect(
      this.page
        .getByRole('main')
        .getByText(/检查任务码\s*真实有效/)
        .first(),
    ).toBeVisible();
  }

  async confirm(): Promise<void> {
    await this.page.getByRole('button', { name: '确认，请进' }).click();
    await expect(this.page.getByText('您已确认，可以让他们进门')).toBeVisible();
  }

  /** The number under which the inspection can be evaluated on any phone, with its spaces. */
  async checkNumber(): Promise<string> {
    const number = this.page.getByText(/^\d{3} \d{3} \d{4}$/);
    await expect(number).toBeVisible();
    return (await number.textContent()) ?? '';
  }

  async evaluate(satisfaction: string): Promise<void> {
    await this.page.getByRole('button', { name: '评价这次检查' }).click();
    await this.page.getByRole('radio', { name: satisfaction, exact: true }).check({ force: true });
    await this.page
      .getByRole('group', { name: '检查人员先出示检查任务码了吗' })
      .getByRole('checkbox', { name: '是' })
      .check({ force: true });
    await this.page.getByRole('button', { name: '提交评价' }).click();
  }

  /** The page itself is on the phone: it opens without network. */
  async ready(): Promise<void> {
    await untilWorkerActive(this.page, '/c');
  }
}
