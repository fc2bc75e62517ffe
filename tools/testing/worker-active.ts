import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';

/**
 * Resolves when the service worker of a scope is active: all files of its page are on the device. `waitForFunction` would not
 * wait for that, because it takes the promise of an asynchronous question for a yes.
 */
export async function untilWorkerActive(page: Page, scope: '/' | '/c', timeout = 60_000): Promise<void> {
  const last = Date.now() + timeout;
  const state = () =>
    page.evaluate(async (of) => (await navigator.serviceWorker.getRegistration(of))?.active?.state, scope);
  while ((await state()) !== 'activated') {
    if (Date.now() > last) throw new Error(`no active service worker for ${scope} after ${timeout} ms`);
    await pause(50);
  }
}
