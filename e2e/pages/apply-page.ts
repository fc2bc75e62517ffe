import { expect, type Locator, type Page } from '@playwright/test';

/** The application form at the desk, with its findings beside it. */
export class ApplyPage {
  readonly page: Page;
  readonly findings: Locator;
  readonly submitButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.findings = page.getByRole('complementary', { name: '合规审查' });
    this.submitButton = page.getByRole('button', { name: '提交审批' });
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/desk/apply`);
  }

  async chooseEnterprise(name: string): Promise<void> {
    await this.#choose('企业', name, name);
  }

  async chooseMatter(title: string): Promise<void> {
    await this.#choose('事项', title, title);
  }

  /** Takes what a finding offers, e.g. `移除“药品经营监督检查`. */
  async cure(name: string | RegExp): Promise<void> {
    await this.findings.getByRole('button', { name }).click();
  }

  async changeEnterprise(): Promise<void> {
    await this.page.getByRole('button', { name: /更换企业/ }).click();
  }

  async chooseOfficer(name: string): Promise<void> {
    await this.#choose(/执法人员/, name, name);
  }

  async chooseWindow(day: string, from: string, to: string): Promise<void> {
    await this.page.getByLabel('日期').fill(day);
    await this.page.getByLabel('开始').fill(from);
    await this.page.getByLabel('结束').fill(to);
  }

  async sayWhyOnSite(reason: string): Promise<void> {
    await this.page.getByRole('radio', { name: '均不能替代，须现场检查' }).check();
    await this.page.getByLabel(/入企检查的必要性/).fill(reason);
  }

  async expectFinding(rule: string): Promise<void> {
    await expect(this.findings.getByText(rule, { exact: true }).first()).toBeVisible();
  }

  async expectNoFinding(rule: string): Promise<void> {
    await expect(this.findings.getByText(rule, { exact: true })).toBeHidden();
  }

  async submit(): Promise<void> {
    // A busy server takes a while to judge.
    await expect(this.submitButton).toBeEnabled({ timeout: 40_000 });
    await this.submitButton.click();
    await this.page.waitForURL(/\/desk\/inspections\//);
  }

  async #choose(field: string | RegExp, typed: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: field }).fill(typed);
    await this.page.getByRole('option', { name: option }).first().click();
  }
}
