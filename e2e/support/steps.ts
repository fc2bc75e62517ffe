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
