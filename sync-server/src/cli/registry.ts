/** `liangma registry`: imports files into the registry. docs/REGISTRY.md has the columns and the report. */
import { parseArgs } from 'node:util';
import { IMPORT_KINDS, type ImportKindName } from '@liangma/shared/registry/import/import-kind';
import type { ImportReport } from '@liangma/shared/registry/import/report';
import { officialRegions } from '../adapters/files/official-regions.ts';
import { systemClock, systemRandom } from '../adapters/runtime.ts';
import { assertReadable, fileAt } from '../adapters/tables/read-table.ts';
import type { Config } from '../config.ts';
import { importNamed } from '../registry/import/import-named.ts';
import { ensureRegions } from '../registry/regions.ts';
import { openStore } from '../wiring.ts';
import { type Command, fail } from './command.ts';

const USAGE = [
  `liangma registry import KIND FILE     take over rows of a CSV, XLSX or JSON-lines file; KIND: ${IMPORT_KINDS.join(', ')}`,
  '    [--dry-run] [--json]              say what it would do; the report as JSON',
].join('\n');

interface Asked {
  readonly verb: string;
  readonly kind: ImportKindName;
  readonly file: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export const registryCommand: Command = {
  usage: USAGE,
  async run(args, config) {
    const asked = askedIn(args);
    if (!asked) return fail(USAGE, 2);
    return importing(asked, config);
  },
};

function askedIn(args: readonly string[]): Asked | undefined {
  try {
    const options = { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, kind, file, ...more] = positionals;
    const known = IMPORT_KINDS.find((one) => one === kind);
    if (verb !== 'import' || !known || file === undefined || more.length > 0) return undefined;
    return { verb, kind: known, file, dryRun: values['dry-run'] === true, json: values.json === true };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function importing({ kind, file, dryRun, json }: Asked, config: Config): Promise<number> {
  try {
    await assertReadable(file);
  } catch {
    return fail(`读不了文件 ${file}。 The file ${file} cannot be read.`, 1);
  }
  const store = await openStore(config);
  try {
    const deps = { store, clock: systemClock, random: systemRandom };
    await ensureRegions(deps, officialRegions);
    const report = await importNamed(deps, kind, { source: fileAt(file), actor: 'operator', region: '', dryRun });
    if (json) console.log(JSON.stringify(report));
    else sayReport(report);
    return report.ok ? 0 : 1;
  } finally {
    await store.close();
  }
}

const SHOWN = 50;

function sayReport(report: ImportReport): void {
  const { rows, changed, unchanged, ended, failed, problems, problemCount, ignoredColumns } = report;
  for (const { line, heading, value, reason } of problems.slice(0, SHOWN)) {
    const where = [line > 0 ? `第 ${line} 行` : '', heading, value && `“${value}”`].filter(Boolean).join(' ');
    console.error(`${where}：${reason.zh}。 ${line > 0 ? `Line ${line}: ` : ''}${reason.en}.`);
  }
  if (problemCount > SHOWN) console.error(`……共 ${problemCount} 处问题。 ${problemCount} problems in all.`);
  if (ignoredColumns.length > 0)
    console.error(
      `未识别的列：${ignoredColumns.join('、')}。 Columns that were ignored: ${ignoredColumns.join(', ')}.`,
    );
  const [zh, en] = report.imported
    ? ['已导入', 'Imported']
    : report.ok
      ? ['试运行，没有改动', 'Dry run, nothing was changed']
      : ['没有改动', 'Nothing was changed'];
  console.log(
    `${zh}：共 ${rows} 行，新增 ${report.new}，变更 ${changed}，注销或停用 ${ended}，未变 ${unchanged}，有问题 ${failed}。\n` +
      `${en}: ${rows} rows, ${report.new} new, ${changed} changed, ${ended} ended, ${unchanged} unchanged, ${failed} with problems.`,
  );
}
