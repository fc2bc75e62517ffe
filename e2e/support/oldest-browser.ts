/** Journeys run as in the oldest Chromium that the faces promise: what JavaScript has learnt since is taken away. */

import { NEWER_AND_AMBIGUOUS, NEWER_METHODS, NEWER_STATICS } from '@liangma/testing/newer-features';
import type { BrowserContext } from '@playwright/test';

/** `build.target` in web/app/vite.config.ts. */
const CHROMIUM = 99;

const newer = Object.entries({ ...NEWER_STATICS, ...NEWER_METHODS }).filter(([, since]) => since > CHROMIUM);
const NAMES = [...newer.map(([name]) => name), ...NEWER_AND_AMBIGUOUS];

/** For every page that is opened in it from now on; workers keep theirs, and are held by `npm run verify -- oldest-browser`. */
export const ageBrowser = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript((names) => {
    for (const path of names) {
      const parts = path.split('.');
      const last = parts.pop() as string;
      let owner: unknown = globalThis;
      for (const part of parts) owner = (owner as Record<string, unknown> | undefined)?.[part];
      if (owner) delete (owner as Record<string, unknown>)[last];
    }
  }, NAMES);
