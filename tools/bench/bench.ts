/**
 * `npm run bench [page|verify|field|scanner|signatures|packs|registry|lists|law …|abuse|sync …]`: what the design promises, measured on this machine.
 * One bench that fails does not end the others. Exits with 1 when a bench failed or a goal was missed.
 */

import { ensureChromium } from '@liangma/testing/chromium';
import { buildWeb } from '../start/build.ts';
import { takeSeconds } from './abuse/options.ts';
import { benchAbuse } from './abuse.ts';
import { benchEnterprisePage } from './enterprise-page.ts';
import { benchField } from './field.ts';
import { printMachine, type Row, takeRows } from './figures.ts';
import { lawOptions } from './law/options.ts';
import { benchLaw } from './law.ts';
import { benchLists } from './lists.ts';
import { benchPacks } from './packs.ts';
import { benchRegistry } from './registry.ts';
import { benchScanner } from './scanner.ts';
import { benchSignatures } from './signatures.ts';
import { printSummary } from './summary.ts';
import { readOptions } from './sync/options.ts';
import { benchSync } from './sync.ts';
import { benchVerify } from './verify.ts';

interface Bench {
  /** Needs Chromium and the built pages. */
  readonly inBrowser: boolean;
  /** Prints its figures with `printFigure`, which keeps them for the summary. */
  run(): Promise<void>;
}

/** Arguments behind `sync`, or `law`, are options of that bench. */
const named = process.argv.slice(2);
const syncAt = named.indexOf('sync');
const sync = readOptions(syncAt < 0 ? [] : named.splice(syncAt + 1));
if (typeof sync === 'string') {
  console.error(sync);
  process.exit(2);
}
const lawAt = named.indexOf('law');
const law = lawOptions(lawAt < 0 ? [] : named.splice(lawAt + 1));
if (typeof law === 'string') {
  console.error(law);
  process.exit(2);
}
const seconds = takeSeconds(named);
if (typeof seconds === 'string') {
  console.error(seconds);
  process.exit(2);
}
/** `--province` imports 2.3 million enterprises into PostgreSQL too, `--province=N` so many. */
const provinceAt = named.findIndex((name) => name.startsWith('--province'));
const province = provinceAt < 0 ? undefined : Number(named.splice(provinceAt, 1)[0]?.split('=')[1] ?? 0);
const BENCHES: Record<string, Bench> = {
  page: { inBrowser: true, run: benchEnterprisePage },
  verify: { inBrowser: true, run: benchVerify },
  field: { inBrowser: true, run: benchField },
  scanner: { inBrowser: true, run: benchScanner },
  packs: { inBrowser: true, run: benchPacks },
  registry: { inBrowser: false, run: () => benchRegistry(province) },
  lists: { inBrowser: false, run: benchLists },
  law: { inBrowser: false, run: () => benchLaw(law) },
  signatures: { inBrowser: false, run: benchSignatures },
  abuse: { inBrowser: false, run: () => benchAbuse(seconds) },
  sync: { inBrowser: true, run: () => benchSync(sync) },
};
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
const wanted = Object.entries(BENCHES).filter(([name]) => named.length === 0 || named.includes(name));
if (wanted.some(([, { inBrowser }]) => inBrowser)) {
  process.env.CHROMIUM_PATH = await ensureChromium();
  await buildWeb({ onlyStale: true });
}
printMachine();
const rows: Row[] = [];
for (const [name, bench] of wanted) {
  const own = await measured(name, bench);
  rows.push(...own.map((row) => ({ ...row, name: `${name}: ${row.name}` })));
}
process.exitCode = printSummary(rows) ? 0 : 1;

async function measured(name: string, { run }: Bench): Promise<readonly Row[]> {
  try {
    await run();
    return takeRows();
  } catch (error) {
    console.error(`✘ bench ${name}:`, error);
    return [...takeRows(), { name: 'ended early', value: 'failed', goal: 'a figure', met: false }];
  }
}
