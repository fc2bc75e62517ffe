/** Every screen of every face: no violation of WCAG 2.2 AA, nothing wider than the phone, no error in the console. */
import { expect, type Page } from '@playwright/test';
import { violationsIn } from '../../support/axe.ts';
import { test } from '../../support/journey.ts';
import { IS_NIGHT } from '../../support/night.ts';
import { type Look, type Looks, setStage, walkScenes } from '../../support/scenes.ts';

const LARGE_PHONE: Look = { device: 'phone', locale: 'zh-CN', theme: 'dark', type: 'large' };
const ENGLISH_DESKTOP: Look = { device: 'desktop', locale: 'en', theme: 'light', type: 'normal' };
/** Every face in every look. By day each on what it is made for: the largest type on the narrowest screen, the longest words. */
const LOOKS: readonly Looks[] = IS_NIGHT
  ? [
      one({ device: 'phone', locale: 'zh-CN', theme: 'light', type: 'normal' }),
      one(LARGE_PHONE),
      one({ device: 'desktop', locale: 'zh-CN', theme: 'dark', type: 'normal' }),
      one(ENGLISH_DESKTOP),
    ]
  : [{ phones: LARGE_PHONE, desktops: ENGLISH_DESKTOP }];

function one(look: Look): Looks {
  return { phones: look, desktops: look };
}

const sayLooks = ({ phones, desktops }: Looks): string =>
  [...new Set([phones, desktops])].map((look) => Object.values(look).join(', ')).join('; ');

/** Scenes take the network away, suspend an officer, and submit over somebody else's version. */
const PROVOKED = /ERR_INTERNET_DISCONNECTED|status of (403|409)/;

test.describe.configure({ mode: 'parallel' });

for (const looks of LOOKS) {
  test(sayLooks(looks), async ({ browser, origin }) => {
    // Every scene of every face, each looked at whole: minutes on a busy machine.
    test.setTimeout(480_000);
    const troubles: string[] = [];
    const heard = new WeakSet<Page>();
    await walkScenes(browser, await setStage(origin), looks, async ({ name, page }) => {
      if (!heard.has(page)) listen(page, troubles);
      heard.add(page);
      const leave = await wholePage(page);
      const violations = (await violationsIn(page)).map((violation) => `${name}: ${violation}`);
      troubles.push(...violations, ...(await tooWide(name, page)));
      await leave();
    });
    expect(troubles).toEqual([]);
  });
}

/** Makes the window as high as its content, so that a bar at the edge covers nothing. Returns how to undo that. */
async function wholePage(page: Page): Promise<() => Promise<void>> {
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (!size || height <= size.height) return async () => undefined;
  await page.setViewportSize({ ...size, height });
  return () => page.setViewportSize(size);
}

async function tooWide(name: string, page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return over > 0 ? [`${name}: ${over} px wider than the screen`] : [];
}

function listen(page: Page, troubles: string[]): void {
  page.on('pageerror', ({ message }) => troubles.push(`error: ${message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' || PROVOKED.test(message.text())) return;
    troubles.push(`console: ${message.text()}`);
  });
}
