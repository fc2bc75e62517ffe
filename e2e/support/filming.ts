/** A phone whose camera films one picture of a screen or of paper, and the page behind the QR that reads it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { EnterprisePage } from '../pages/enterprise-page.ts';
import { launch, PHONE } from './browser.ts';
import { filmTo } from './camera.ts';

export interface FilmingPhone {
  readonly enterprise: EnterprisePage;
  close(): Promise<void>;
}

/** `picture` is a PNG; `drawing` any page that can draw. Resolves when the code was read: the address holds it. */
export async function scanPicture(origin: string, drawing: Page, picture: Buffer): Promise<FilmingPhone> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-camera-'));
  const camera = join(folder, 'screen.y4m');
  await filmTo(camera, drawing, picture);
  const browser = await launch({ camera });
  const context = await browser.newContext({
    ...{ ...PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
    permissions: ['camera'],
  });
  const enterprise = new EnterprisePage(await context.newPage());
  await enterprise.page.goto(`${origin}/c`);
  await enterprise.page.getByRole('button', { name: /扫/ }).first().click();
  await enterprise.page.waitForURL(/\/c#\d{100,}$/);
  return {
    enterprise,
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
