/**
 * Import of enterprises: a county of 74,000 on SQLite, and with `--province` 2.3 million on PostgreSQL. Validation, search
 * index, directory, feed of packs and history are part of it.
 */

import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_DETAILS } from '@liangma/shared/registry/enterprise-details';
import { enterpriseImport } from '../../shared/src/registry/import/enterprises.ts';
import { csvLine } from '../../shared/src/registry/import/export-text.ts';
import { officialRegions } from '../../sync-server/src/adapters/files/official-regions.ts';
import { systemClock, systemRandom } from '../../sync-server/src/adapters/runtime.ts';
import { openPostgresStore, openSqliteStore } from '../../sync-server/src/adapters/sql/sql-store.ts';
import { fileAt } from '../../sync-server/src/adapters/tables/read-table.ts';
import { enterpriseId } from '../../sync-server/src/demo/enterprise-ids.ts';
import { demoEnterprises } from '../../sync-server/src/demo/enterprises.ts';
import type { Store } from '../../sync-server/src/ports/store.ts';
import { importFile, refreshAfter } from '../../sync-server/src/registry/import/import-file.ts';
import { enterpriseKind } from '../../sync-server/src/registry/import/stored-kinds.ts';
import { ensureRegions } from '../../sync-server/src/registry/regions.ts';
import { startPostgres } from '../testing/postgres.ts';
import { printFigure } from './figures.ts';
import { flags, SERVING } from './law/store.ts';

const COUNTY = 74_000;
const PROVINCE = 2_300_000;
const COUNTY_SECONDS = 30;
const PROVINCE_MINUTES = 20;

export async function benchRegistry(province: number | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-registry-'));
  try {
    const county = join(folder, 'county.csv');
    await writeEnterprises(county, COUNTY);
    const sqlite = await openSqliteStore(join(folder, 'data'), 'bench');
    const [first, again] = [await secondsOf(sqlite, county, COUNTY), await secondsOf(sqlite, county, COUNTY)];
    await sqlite.close();
    printFigure({ what: `${COUNTY} enterprises into SQLite`, values: [first], unit: 's', goal: COUNTY_SECONDS });
    printFigure({ what: '… the same file again, all unchanged', values: [again], unit: 's', goal: COUNTY_SECONDS });
    if (province !== undefined) await intoPostgres(folder, province === 0 ? PROVINCE : province);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function intoPostgres(folder: string, count: number): Promise<void> {
  const file = join(folder, 'province.csv');
  await writeEnterprises(file, count);
  const postgres = await startPostgres(flags(SERVING));
  const store = await openPostgresStore(await postgres.database('registry'), 'bench');
  try {
    const minutes = (await secondsOf(store, file, count)) / 60;
    printFigure({
      what: `${count} enterprises into PostgreSQL`,
      values: [minutes],
      unit: 'min',
      goal: PROVINCE_MINUTES,
    });
  } finally {
    await store.close();
    await postgres.stop();
  }
}

async function secondsOf(store: Store, file: string, count: number): Promise<number> {
  const deps = { store, clock: systemClock, random: systemRandom };
  await ensureRegions(deps, officialRegions);
  const began = performance.now();
  const report = await importFile(deps, enterpriseKind, {
    source: fileAt(file),
    actor: 'operator',
    scope: { region: '', agency: null },
    dryRun: false,
  });
  await refreshAfter(store, report);
  if (!report.imported || report.rows !== count) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
  return (performance.now() - began) / 1000;
}

/** Invented names of a county, spread over the townships of the province. */
async function writeEnterprises(file: string, count: number): Promise<void> {
  const county = demoEnterprises(COUNTY);
  const townships = officialRegions().filter(({ code }) => code.length === 9);
  const out = createWriteStream(file);
  out.write(csvLine(enterpriseImport.columns.map(({ headings: [name] }) => name)));
  for (let i = 0; i < count; i++) {
    const base = county[i % county.length];
    const township = count > COUNTY ? townships[i % townships.length] : undefined;
    if (!base) throw new Error('no enterprise');
    const enterprise = {
      ...base,
      id: i < COUNTY ? base.id : enterpriseId(base.kind === 'personal-partnership' ? 'partnership' : base.kind, i),
      region: township?.code ?? base.region,
    };
    const gradeSince = { from: '2026-01-01', source: '年度评定' };
    const entry = {
      enterprise,
      details: { ...NO_DETAILS, contacts: [{ name: '马强', phone: '0935-3120000' }] },
      gradeSince,
      whitelist: null,
    };
    const cells = enterpriseImport.cells(entry);
    if (!out.write(csvLine(enterpriseImport.columns.map(({ key }) => cells[key] ?? '')))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
