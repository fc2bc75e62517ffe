/**
 * Writes data/matters.json from the published rows and the invented ones.
 * Run in sync-server: npx node src/demo/matters/write-matters.ts ../../shared/data/inspection-matters.tsv
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Matter } from '@liangma/shared/matters/matter';
import { INVENTED_MATTERS } from './invented.ts';
import { publishedMatters } from './published.ts';

export const MATTERS_FILE = fileURLToPath(new URL('../../../data/matters.json', import.meta.url));

/**
 * The demo joins the lists of twenty places. A number that binds everything an agency of one place does would bind the invented
 * matters of another: in the demo it binds the inspections that use its row. Levels of other places' agencies say nothing of the
 * demo county's, so that each row is for all (MAT-1).
 */
const ofManyPlaces = (matter: Matter): Matter => ({
  ...matter,
  levels: [],
  cap: { ...matter.cap, limits: matter.cap.limits.map((limit) => ({ ...limit, binds: 'matter' })) },
});

export const allMatters = (tsv: string): Matter[] => [...publishedMatters(tsv).map(ofManyPlaces), ...INVENTED_MATTERS];

export const writtenAs = (matters: readonly Matter[]): string => `${JSON.stringify(matters, null, 1)}\n`;

if (import.meta.main) {
  const [tsv] = process.argv.slice(2);
  if (!tsv) throw new Error('Name the TSV file with the published rows.');
  const matters = allMatters(readFileSync(tsv, 'utf8'));
  writeFileSync(MATTERS_FILE, writtenAs(matters));
  console.log(`${matters.length} matters written.`);
}
