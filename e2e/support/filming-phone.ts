/** Phones whose camera films one picture of a screen or of paper. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, PHONE } from '@liangma/testing/browser';
import type { Browser, Locator, Page } from '@playwright/test';
import { filmTo } from './camera.ts';

/** Writes the video that the camera sees into a file. */
export type Film = (file: string) => Promise<void> | void;

export interface FilmingPhones {
  open(film: Film): Promise<Page>;
  close(): Promise<void>;
}

export function filmingPhones(): FilmingPhones {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-camera-'));
  const browsers: Browser[] = [];
  return {
    open: async (film) => {
      const camera = join(folder, `${browsers.length}.y4m`);
      await film(camera);
      const browser = await launch({ camera });
      browsers.push(browser);
      return (await browser.newContext({ ...PHONE, permissions: ['camera'] })).newPage();
    },
    close: async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The screen of this page, or of what is on it that alone. */
export const filmOf =
  (page: Page, seen: Page | Locator = page): Film =>
  async (file) =>
    filmTo(file, page, await seen.screenshot());
