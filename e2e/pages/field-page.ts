import { untilWorkerActive } from '@liangma/testing/worker-active';
import { expect, type Locator, type Page } from '@playwright/test';
import { letStartBeSigned, undoStart } from '../support/steps.ts';

/** The inspector's phone. */
export class FieldPage {
  readonly page: Page;
  readonly qr: Locator;

  constructor(page: Page) {
    this.page = page;
    this.qr = page.getByRole('img', { name: '检查任务码' });
  }

  task(enterprise: string): Locator {
    return this.page.getByRole('main').getByRole('link', { name: enterprise });
  }

  /** By the list of today, from there or from another task. */
  async openTask(id: string): Promise<void> {
    if (new URL(this.page.url()).pathname !== '/field') await this.page.getByRole('link', { name: '返回' }).click();
    await this.page.getByRole('main').locator(`a[href$="/field/tasks/${id}"]`).click();
  }

  /** Everything for a day without network is on the phone, the app itself too. */
  async ready(): Promise<void> {
    await expect(this.page.getByText(/^已同步/)).toBeVisible();
    await untilWorkerActive(this.page, '/');
  }

  /** Tells of each private key on this phone whether it could be taken off it. */
  keysExtractable(): Promise<boolean[]> {
    return this.page.evaluate(async () => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const found: boolean[] = [];
      for (const { name } of await indexedDB.databases()) {
        const db = await settled(indexedDB.open(name ?? ''));
        for (const store of db.objectStoreNames) {
          const rows: unknown[] = await settled(db.transaction(store).objectStore(store).getAll());
          const values = rows.flatMap((row) => (row && typeof row === 'object' ? Object.values(row) : []));
          const parts = values.flatMap((value) =>
            value && typeof value === 'object' ? [value, ...Object.values(value)] : [],
          );
          for (const part of parts) if (part instanceof CryptoKey) found.push(part.extractable);
        }
        db.close();
      }
      return found;
    });
  }

  /** True while the screen is held on. */
  heldAwake(): Promise<boolean> {
    return this.page.evaluate(() => 'heldAwake' in globalThis);
  }

  /** Before the first page: notes when the app is granted a wake lock, and lets it have it. */
  async noteWakeLock(): Promise<void> {
    await this.page.addInitScript(() => {
      const request = navigator.wakeLock?.request.bind(navigator.wakeLock);
      if (!request) return;
      navigator.wakeLock.request = async (type) => {
        const lock = await request(type);
        Object.assign(globalThis, { heldAwake: true });
        return lock;
      };
    });
  }

  async openCode(enterprise: string): Promise<void> {
    await this.task(enterprise).first().click();
    await this.page.getByRole('link', { name: '出示检查任务码' }).click();
    await expect(this.qr).toBeVisible();
  }

  /**
   * Also where the enterprise has not answered. The start is signed when it can no longer be undone, or before the next
   * thing that is signed of the task.
   */
  async startInspection(): Promise<void> {
    await this.page.getByRole('button', { name: '开始检查' }).click();
    const agreed = this.page.getByRole('button', { name: '对方已当面同意，开始' });
    await agreed.or(undoStart(this.page)).first().waitFor();
    if (await agreed.isVisible()) await agreed.click();
    await this.page.waitForURL(/\/record$/);
    await expect(this.page.getByRole('progressbar')).toBeVisible();
  }

  /** The start cannot be undone any more: its time has passed by the page's clock. */
  async startForGood(): Promise<void> {
    await expect(this.qr).toBeVisible();
    await this.page.clock.install();
    await this.startInspection();
    await letStartBeSigned(this.page);
  }

  /** Every item passes but the one that names the finding. */
  async fillRecord(failed: { item: RegExp; finding: string }): Promise<void> {
    const items = this.page
      .getByRole('group')
      .filter({ has: this.page.getByRole('radio', { name: '合格', exact: true }) });
    await expect(items).not.toHaveCount(0);
    for (const item of await items.all())
      await item.getByRole('radio', { name: '合格', exact: true }).check({ force: true });
    const bad = items.filter({ hasText: failed.item }).first();
    await bad.getByRole('radio', { name: '不合格' }).check({ force: true });
    await this.page.getByLabel('发现的情况').fill(failed.finding);
    await this.page.getByRole('radio', { name: /责令改正/ }).check({ force: true });
  }

  /** Chooses a usual term by its chip. */
  async correctIn(days: number): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${days} 天`) }).click();
  }

  /** Every item passes or does not apply, nothing was found, submitted. */
  async passRecord(notApplicable?: RegExp): Promise<void> {
    const items = this.page
      .getByRole('group')
      .filter({ has: this.page.getByRole('radio', { name: '合格', exact: true }) });
    await expect(items).not.toHaveCount(0);
    for (const item of await items.all())
      await item.getByRole('radio', { name: '合格', exact: true }).check({ force: true });
    if (notApplicable)
      await items.filter({ hasText: notApplicable }).getByRole('radio', { name: '不适用' }).check({ force: true });
    await this.page.getByRole('radio', { name: /未发现问题/ }).check({ force: true });
    await this.page.getByRole('button', { name: '核对并提交' }).click();
    await this.page.getByRole('button', { name: '提交笔录' }).click();
    await this.page.waitForURL(/\/field\/tasks\/[^/]+$/);
  }

  async submitRecord(correctBy: string, personPresent: string): Promise<void> {
    await this.page.getByRole('button', { name: '其他日期' }).click();
    await this.page
      .getByLabel(/期限|改正/)
      .and(this.page.locator('input[type=date]'))
      .fill(correctBy);
    await this.page.getByLabel(/在场人员/).fill(personPresent);
    await this.page.getByRole('button', { name: '核对并提交' }).click();
    await this.page.getByRole('button', { name: '提交笔录' }).click();
    await this.page.waitForURL(/\/field\/tasks\/[^/]+$/);
  }

  /** Finds a record in a state in the sync centre, e.g. `检查笔录` and `等待网络`; also within a visit that is not opened. */
  record(name: string, state: string): Locator {
    return this.page
      .getByRole('listitem', { includeHidden: true })
      .filter({ hasText: name, hasNot: this.page.locator('details') })
      .filter({ hasText: state });
  }

  async openSync(): Promise<void> {
    await this.page.goto(new URL('/field/sync', this.page.url()).href);
  }
}
