/** `npm run bench [page|verify|field|scanner|signatures|packs|sync …]`: what the design promises, measured on this machine. */
import { benchEnterprisePage } from './bench/enterprise-page.ts';
import { benchField } from './bench/field.ts';
import { printMachine } from './bench/figures.ts';
import { benchPacks } from './bench/packs.ts';
import { benchScanner } from './bench/scanner.ts';
import { benchSignatures } from './bench/signatures.ts';
import { readOptions } from './bench/sync/options.ts';
import { benchSync } from './bench/sync.ts';
import { benchVerify } from './bench/verify.ts';
import { buildWeb } from './build.ts';
import { ensureChromium } from './chromium.ts';

const IN_BROWSER = {
  page: benchEnterprisePage,
  verify: benchVerify,
  field: benchField,
  scanner: benchScanner,
  packs: benchPacks,
} as const;

/** What stands behind `sync` is for it. */
const named = process.argv.slice(2);
const syncAt = named.indexOf('sync');
const sync = readOptions(syncAt < 0 ? [] : named.splice(syncAt + 1));
if (typeof sync === 'string') {
  console.error(sync);
  process.exit(2);
}
const BENCHES = { ...IN_BROWSER, signatures: benchSignatures, sync: () => benchSync(sync) } as const;
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
if (named.length === 0 || named.some((name) => name in IN_BROWSER)) {
  process.env.CHROMIUM_PATH = await ensureChromium();
  buildWeb({ onlyStale: true });
}
printMachine();
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length === 0 || named.includes(name)) await bench();
}
