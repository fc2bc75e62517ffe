import { LAUNCH } from '@liangma/testing/browser';
import { defineConfig } from '@playwright/test';
import { IS_NIGHT, NIGHT } from './support/night.ts';

/** Journeys wait more than they reckon: two cores are enough for two at once. Traces cost a quarter of all: `--trace on`. */
export default defineConfig({
  // Files are played in the order of their names: `all-faces` has the longest, which would be alone at the end.
  testDir: 'journeys',
  outputDir: '../test-results/playwright',
  timeout: 180_000,
  expect: { timeout: 15_000 },
  workers: 2,
  ...(IS_NIGHT ? {} : { grepInvert: new RegExp(NIGHT) }),
  forbidOnly: Boolean(process.env.CI),
  // A journey that passes at its second try is named in the line of the step: it is to be made steady.
  retries: process.env.CI ? 1 : 0,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? '../test-results/playwright.json' }],
  ],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 15_000,
    launchOptions: LAUNCH,
  },
  projects: [
    { name: 'sqlite', metadata: { store: 'sqlite' } },
    ...(IS_NIGHT ? [{ name: 'postgres', metadata: { store: 'postgres' }, testMatch: /inspection\.spec\.ts/ }] : []),
  ],
});
