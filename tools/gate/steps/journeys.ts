/** The journeys in a browser as a step of the gate: they wait more than they reckon, so the checks run beside them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureShell } from '@liangma/testing/chromium';
import { ROOT, readText } from '../checks/sources.ts';
import type { Progress, Step } from './steps.ts';
import { runTool } from './tool.ts';

const REPORT = 'test-results/playwright.json';

/** `args` are for Playwright: names of files or titles. */
export const journeys = (args: readonly string[]): Step => ({
  name: 'journeys',
  seconds: 560,
  needs: 'build',
  run: async (progress) => {
    const env = { CHROMIUM_PATH: await ensureShell(), PLAYWRIGHT_JSON_OUTPUT_FILE: join(ROOT, REPORT) };
    const tests = ['test', '--config', 'e2e/playwright.config.ts', ...args];
    const ran = await runTool('playwright', tests, '', { env, onOutput: countJourneys(progress) });
    return { ...ran, note: existsSync(join(ROOT, REPORT)) ? sayCounts() : 'no report' };
  },
});

/** Playwright's list says first how many there are, then a line for each that ended. */
function countJourneys(progress: Progress): (text: string) => void {
  let all = 0;
  let ended = 0;
  return (text) => {
    all ||= Number(/Running (\d+) test/.exec(text)?.[1] ?? 0);
    ended += text.match(/^ +[✓✘-] +\d+ /gm)?.length ?? 0;
    if (all > 0) progress(ended / all, `${ended} of ${all}`);
  };
}

function sayCounts(): string {
  const { stats } = JSON.parse(readText(REPORT)) as { stats: Record<string, number> };
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = stats;
  const again = flaky > 0 ? `, ${flaky} of them at the second try` : '';
  return `${expected + flaky} passed${again}, ${unexpected} failed, ${skipped} skipped`;
}
