/** `npm run screenshots [-- all]`: every face into docs/pictures, on what it is made for, zh and en; `all` adds dark and large type. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '@liangma/testing/browser';
import { ensureChromium } from '@liangma/testing/chromium';
import { startServer } from '@liangma/testing/server';
import { type Look, setStage, walkScenes } from './support/scenes.ts';

const USUAL: readonly Look[] = (['zh-CN', 'en'] as const).flatMap((locale) =>
  (['phone', 'desktop'] as const).map((device) => ({ device, locale, theme: 'light', type: 'normal' }) as const),
);
const MORE: readonly Look[] = (['phone', 'desktop'] as const).flatMap((device) => [
  { device, locale: 'zh-CN', theme: 'dark', type: 'normal' } as const,
  { device, locale: 'zh-CN', theme: 'light', type: 'large' } as const,
]);

/** The kiosk stands in halls and is shown on tablets too. */
const MADE_FOR = {
  phone: /^(c-|field-|kiosk|login|supervision-alerts$)/,
  desktop: /^(admin|desk|supervision|kiosk)/,
} as const;

const args = process.argv.slice(2);
const folder = args.find((arg) => arg !== 'all') ?? fileURLToPath(new URL('../docs/pictures', import.meta.url));
process.env.CHROMIUM_PATH = await ensureChromium();
mkdirSync(folder, { recursive: true });
for (const look of args.includes('all') ? [...USUAL, ...MORE] : USUAL) {
  const server = await startServer('sqlite');
  const browser = await launch();
  try {
    await walkScenes(
      browser,
      await setStage(server.origin),
      { phones: look, desktops: look },
      async ({ name, page }) => {
        if (!MADE_FOR[look.device].test(name)) return;
        const variant = [
          look.device,
          look.locale,
          look.theme === 'dark' ? 'dark' : '',
          look.type === 'large' ? 'large' : '',
        ];
        await page.screenshot({ path: join(folder, `${name}.${variant.filter(Boolean).join('.')}.png`) });
      },
    );
    console.log(Object.values(look).join(', '));
  } finally {
    await browser.close();
    await server.stop();
  }
}
