/** A record being filled in stands still: what comes meanwhile moves nothing that a finger is about to hit. */
import { expect, type Page } from '@playwright/test';
import { SyncCentrePage } from '../../pages/sync-centre-page.ts';
import { UpdateBar } from '../../pages/update-bar.ts';
import { gated as test } from '../../support/journey.ts';
import { IS_NIGHT } from '../../support/night.ts';

/** Large type has less room: what stands still there stands still in normal type. */
const TYPES = IS_NIGHT ? (['normal', 'large'] as const) : (['large'] as const);

for (const type of TYPES) {
  test(`${type} type: the items stay where they are while the network and a new version come`, async ({
    way,
    issued,
    phoneOf,
  }) => {
    const field = await phoneOf('wangjianguo');
    const { page } = field;
    await page.evaluate((type) => localStorage.setItem('liangma.type', type), type);
    await page.goto(`${way.origin}/field/tasks/${issued.id}`);
    await page.getByRole('link', { name: '出示检查任务码' }).click();
    const { pill } = new SyncCentrePage(page, way.origin);

    way.treat(() => 'portal');
    await noteFirstDrawing(page);
    await field.startForGood();
    await expect(pill).toContainText('未连上');
    // The showing of the code may have been sent before the portal came.
    await expect(pill).toContainText(/[12] 项待上传/);
    await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'itemsAtFirst') ?? -1)).toBeGreaterThan(0);
    const before = await places(page);

    await page.getByRole('radio', { name: '合格', exact: true }).first().check({ force: true });
    await expect(page.getByText(/已存/).first()).toBeVisible();
    expect(await places(page)).toEqual(before);

    way.treat(() => 'pass');
    await page.context().setOffline(true);
    await expect(pill).toContainText('无网络');
    expect(await places(page)).toEqual(before);
    await page.context().setOffline(false);
    await expect(pill).toContainText('已同步');
    expect(await places(page)).toEqual(before);

    await new UpdateBar(page).arrives(way);
    expect(await places(page)).toEqual(before);
  });
}

/** Notes the number of items at the moment when the end of the form is drawn. */
const noteFirstDrawing = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const drawing = new MutationObserver(() => {
      if (!document.getElementById('outcome')) return;
      Object.assign(globalThis, { itemsAtFirst: document.querySelectorAll('fieldset[id^=q]').length });
      drawing.disconnect();
    });
    drawing.observe(document.body, { childList: true, subtree: true });
  });

/** Returns the place of every answer and outcome in the window. */
const places = (page: Page): Promise<number[]> =>
  // By its element: the engine of roles needs what the oldest browser has not.
  page.locator('input[type=radio]').evaluateAll((radios) => radios.map((radio) => radio.getBoundingClientRect().y));
