/** A browser as a process of its own over a profile that stays, so that it can be killed and started again. */

import { LAUNCH, PHONE } from '@liangma/testing/browser';
import { type BrowserContext, chromium } from '@playwright/test';

export const startPhone = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    ...PHONE,
    ...LAUNCH,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });

/** Kills the browser as the system would: with SIGKILL, so that no page hears of it. */
export async function kill(phone: BrowserContext): Promise<void> {
  const session = await phone.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (!pid) throw new Error('the browser has no process');
  const gone = phone.waitForEvent('close');
  process.kill(pid, 'SIGKILL');
  await gone;
}
