/** `npm run bench [-- page|verify|field|scanner|signatures|packs]`: what the design promises, measured on this machine. */
import { benchEnterprisePage } from './bench/enterprise-page.ts';
import { benchField } from './bench/field.ts';
import { printMachine } from './bench/figures.ts';
import { benchPacks } from './bench/packs.ts';
import { benchScanner } from './bench/scanner.ts';
import { benchSignatures } from './bench/signatures.ts';
import { benchVerify } from './bench/verify.ts';
import { buildWeb } from './build.ts';
import { ensureChromium } from './chromium.ts';

const BENCHES = {
  ...{ page: benchEnterprisePage, verify: benchVerify, field: benchField, scanner: benchScanner },
  ...{ signatures: benchSignatures, packs: benchPacks },
} as const;

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
process.env.CHROMIUM_PATH = await ensureChromium();
buildWeb({ onlyStale: true });
printMachine();
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length === 0 || named.includes(name)) await bench();
}
