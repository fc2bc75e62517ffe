/** Steps of a person on any screen before a picture is taken. */
import type { Locator, Page } from '@playwright/test';

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

/** Milliseconds in which a start can be undone: `undoStart` of the default policy. */
const UNDO_START = 10_000;

/**
 * Starts an inspection, also where the enterprise has not answered, and waits until that is signed. The time in which it can be
 * undone passes by the page's clock: the timer of the app comes due, and nobody waits for it.
 */
export async function start(page: Page): Promise<void> {
  await page.clock.install();
  // On a busy machine a wait for a settled page would outlast the time in which a start can be undone.
  await page.getByRole('button', { name: /^(开始检查|Start inspection)$/ }).click();
  const agreed = page.getByRole('button', { name: /对方已当面同意，开始|They agreed in person/ });
  // A question comes where the enterprise has not answered; on a busy machine neither is there at once.
  await agreed.or(undoStart(page)).first().waitFor();
  if (await agreed.isVisible()) await agreed.click();
  await undoStart(page).waitFor();
  await letStartBeSigned(page);
}

/** Shown for as long as the start of an inspection is not signed. */
export const undoStart = (page: Page): Locator => page.getByRole('button', { name: /^(撤销|Undo)$/ });

/** Needs the page's clock to be installed before the start. */
export async function letStartBeSigned(page: Page): Promise<void> {
  await page.clock.fastForward(UNDO_START);
  await undoStart(page).waitFor({ state: 'detached' });
}

/** ms without a change: a click that leads to a request shows that it is busy within a few frames. */
const QUIET_FOR = 200;
/** ms; after that the page is looked at as it is. */
const LONGEST = 20_000;

/** The page has begun, nothing is loading, nothing moves, and the document has not changed for a while. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    async ([quiet, longest]) => {
      const began = performance.now();
      let changed = began;
      const watch = new MutationObserver(() => {
        changed = performance.now();
      });
      watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      const hasBegun = () => document.readyState === 'complete' && document.title !== '';
      const isBusy = () => document.querySelector('[aria-busy=true]:not(button)') !== null;
      const moves = () =>
        document
          .getAnimations()
          .some((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
      const isSettled = () => hasBegun() && !isBusy() && !moves() && performance.now() - changed >= quiet;
      while (!isSettled() && performance.now() - began < longest) await new Promise(requestAnimationFrame);
      watch.disconnect();
    },
    [QUIET_FOR, LONGEST] as const,
  );
}
