/** What a person does on any screen before a picture is taken. */
import type { Page } from '@playwright/test';

export async function signIn(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/login`);
  await page.locator('input').nth(0).fill(name);
  await page.locator('input[type=password]').fill('liangma-demo');
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

export const press = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('button', { name }).first().click();
  await settled(page);
};

/** Starts an inspection, also where the enterprise has not answered, and waits until that is signed. */
export async function start(page: Page): Promise<void> {
  await press(page, /^(开始检查|Start inspection)$/);
  const agreed = page.getByRole('button', { name: /对方已当面同意，开始|They agreed in person/ });
  if (await agreed.isVisible()) await agreed.click();
  const undo = page.getByRole('button', { name: /^(撤销|Undo)$/ });
  await undo.waitFor();
  await undo.waitFor({ state: 'detached' });
}

/** Nothing is loading, nothing moves, and the document has not changed for a few frames. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async (quiet) => {
    let changed = performance.now();
    const watch = new MutationObserver(() => {
      changed = performance.now();
    });
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    const moves = () =>
      document
        .getAnimations()
        .some((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    const isBusy = () => document.querySelector('[aria-busy=true]:not(button)') !== null;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    do await frame();
    while (isBusy() || moves() || performance.now() - changed < quiet);
    watch.disconnect();
  }, QUIET_FOR);
}

/** ms: a click that leads to a request shows that it is busy within a frame or two. */
const QUIET_FOR = 100;
