/** Finds violations of WCAG in a page by axe-core. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { RunOptions } from 'axe-core';

declare global {
  interface Window {
    readonly axe: typeof import('axe-core');
  }
}

const SCRIPT = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // All violations, and only the first place of what passed: to find a selector for each place takes as long as to judge it.
  resultTypes: ['violations'],
};

/** Returns each violated rule with its place. The script is loaded once into each document. */
export async function violationsIn(page: Page): Promise<string[]> {
  if (page.frames().length > 1) return ['a frame, which nobody looks into'];
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SCRIPT);
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`));
  }, OPTIONS);
}
