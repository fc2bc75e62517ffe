import { expect, type Page } from '@playwright/test';

/** Issuing a code at the door, on the inspector's phone. */
export class IssuePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the first screen, which says how many are left. */
  async open(left: number): Promise<void> {
    await this.page.getByRole('link', { name: `可现场签发，剩余 ${left} 次` }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('现场签发任务码');
  }

  /** Fills in the form and signs; the form names missing fields before it signs. */
  async issue(enterprise: string, matter: string): Promise<void> {
    const button = this.page.getByRole('button', { name: /^签发第 \d+ 个任务码$/ });
    await button.click();
    await expect(this.page.getByText('请选择要检查的企业。')).toBeVisible();
    await this.page.getByRole('searchbox', { name: '企业名称或代码' }).fill(enterprise);
    await this.page.getByRole('button', { name: enterprise }).first().click();
    // The form shows the first few matters until somebody searches.
    const search = this.page.getByRole('searchbox', { name: '查找事项' });
    if (await search.isVisible()) await search.fill(matter);
    await this.page.getByRole('checkbox', { name: matter }).first().check();
    await this.page.getByRole('radio', { name: '投诉举报' }).check();
    await this.page.getByLabel(/^工单号/).fill('12345-20261124-0031');
    await this.page.getByLabel(/为什么必须现场检查/).fill('投诉称后厨使用过期原料。');
    await button.click();
    await this.page.getByRole('dialog').getByRole('button', { name: '签发', exact: true }).click();
    await this.page.waitForURL(/\/field\/tasks\/[^/]+\/code$/);
  }

  /** A client that forgets how far it has counted: the numbers of its grants begin anew. */
  async forgetNumbers(): Promise<void> {
    await this.page.evaluate(async () => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      for (const { name } of await indexedDB.databases()) {
        const db = await settled(indexedDB.open(name ?? ''));
        if (db.objectStoreNames.contains('numbers')) {
          const write = db.transaction(['numbers', 'grants'], 'readwrite');
          write.objectStore('numbers').clear();
          const grants = write.objectStore('grants');
          for (const row of await settled(grants.getAll())) grants.put({ ...row, issued: 0 });
        }
        db.close();
      }
    });
    await this.page.reload();
  }
}
