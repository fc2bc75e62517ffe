/** `npm test`: the whole gate, then the journeys in a browser, on SQLite and on PostgreSQL. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILED } from './checks/tool.ts';
import { ensureChromium } from './chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, 'test-results');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports);

const node = (args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...COMPILED, ...env } })
    .status === 0;

const verified = node(['scripts/verify.ts']);
const chromium = await ensureChromium();
const playwright = join('node_modules', '@playwright', 'test', 'cli.js');
const journeys = node([playwright, 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)], {
  CHROMIUM_PATH: chromium,
  PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json'),
});
process.exitCode = verified && journeys ? 0 : 1;
