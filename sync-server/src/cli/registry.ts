/** `liangma registry`: files into the registry and out of it. docs/REGISTRY.md has the columns and the report. */
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Actor } from '@liangma/shared/access/authorise';
import { standingPost } from '@liangma/shared/access/post';
import { IMPORT_KINDS as KINDS, type ImportKindName as Kind } from '@liangma/shared/registry/import/import-kind';
import { problemAt } from '@liangma/shared/registry/import/problem';
import type { ImportReport } from '@liangma/shared/registry/import/report';
import { officialRegions } from '../adapters/files/official-regions.ts';
import { systemClock, systemRandom } from '../adapters/runtime.ts';
import { assertReadable, fileAt } from '../adapters/tables/read-table.ts';
import { sheetOf } from '../adapters/tables/write-sheet.ts';
import type { Config } from '../config.ts';
import { openStore } from '../open-store.ts';
import { type AccountKind, accountKind } from '../people/account-import.ts';
import type { Store } from '../ports/store.ts';
import {
  allRows,
  EXPORT_FORMATS,
  type ExportFormat,
  exampleRow,
  exportRows,
  exportText,
} from '../registry/import/export-rows.ts';
import { importFile, refreshAfter } from '../registry/import/import-file.ts';
import { withKind } from '../registry/import/kinds.ts';
import type { StoredKind } from '../registry/import/stored-kinds.ts';
import { ensureRegions } from '../registry/regions.ts';
import { type Command, fail } from './command.ts';
import { passwordFile, passwordFileBeside } from './password-file.ts';
import { USAGE } from './usage.ts';

const VERBS = ['import', 'export', 'template'] as const;

interface Asked {
  readonly verb: (typeof VERBS)[number];
  readonly kind: Kind;
  readonly passwords: string | undefined;
  readonly file: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly format: ExportFormat;
}

export const registryCommand: Command = async (args, config) => {
  const asked = askedIn(args);
  if (!asked) return fail(USAGE.registry, 2);
  if (asked.verb === 'import') return importing(asked, config);
  return asked.verb === 'export' ? exporting(asked, config) : writeTemplate(asked);
};

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  passwords: { type: 'string' },
} as const;

function askedIn(args: readonly string[]): Asked | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [first, second, file, ...more] = positionals;
    const verb = VERBS.find((one) => one === first);
    const kind = KINDS.find((one) => one === second);
    const extension = values.format ?? /\.(\w+)$/.exec(file ?? '')?.[1]?.toLowerCase() ?? 'csv';
    const format = EXPORT_FORMATS.find((one) => one === extension) ?? (values.format === undefined ? 'csv' : undefined);
    if (!verb || !kind || !format || file === undefined || more.length > 0) return undefined;
    const { passwords } = values;
    return { verb, kind, file, format, passwords, dryRun: values['dry-run'] === true, json: values.json === true };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A store without regions gets those of the province: every row refers to one. */
async function withStore<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(config);
  try {
    await ensureRegions({ store }, officialRegions);
    return await work(store);
  } finally {
    await store.close();
  }
}

async function importing({ kind, file, dryRun, json, passwords }: Asked, config: Config): Promise<number> {
  try {
    await assertReadable(file);
  } catch {
    if (json) console.log(JSON.stringify(unreadable(kind, file, dryRun)));
    return fail(`读不了文件 ${file}。 The file ${file} cannot be read.`, 1);
  }
  const makesPasswords = kind === 'accounts' && !dryRun;
  const kept = makesPasswords ? await (passwords ? passwordFile(passwords) : passwordFileBeside(file)) : undefined;
  if (makesPasswords && !kept)
    return fail(
      `文件 ${passwords} 已经存在，没有导入。 The file ${passwords} is there already; nothing was imported.`,
      2,
    );
  const tools = { clock: systemClock, random: systemRandom };
  const accounts = accountKind(tools, OPERATOR);
  const report = await withStore(config, async (store) => {
    const request = { source: fileAt(file), actor: OPERATOR.account, scope: EVERYWHERE, dryRun };
    const imported = await withAnyKind(kind, accounts, (one) => importFile({ store, ...tools }, one, request));
    await refreshAfter(store, imported);
    return imported;
  }).catch(async (error: unknown) => {
    await kept?.keep([]);
    throw error;
  });
  const written = (await kept?.keep(report.imported ? accounts.handedOut : [])) ?? null;
  if (json) console.log(JSON.stringify(kind === 'accounts' ? { ...report, passwords: written } : report));
  else sayReport(report);
  if (written && !json)
    console.log(
      `一次性密码已写入 ${written}，请分发后删除。 One-time passwords: ${written}; hand them out and delete the file.`,
    );
  return report.ok ? 0 : 1;
}

/** Report of a file that cannot be opened: its hash is empty. */
function unreadable(kind: Kind, file: string, dryRun: boolean): ImportReport {
  const problem = problemAt(0, { field: '', code: 'unreadable' }, { heading: '', value: '' });
  const counts = { rows: 0, new: 0, changed: 0, unchanged: 0, ended: 0, failed: 0, problemCount: 1 };
  const outcome = { hash: '', dryRun, ok: false, imported: false, id: null };
  return {
    kind,
    file: basename(file),
    ...outcome,
    ...counts,
    problems: [problem],
    ignoredColumns: [],
    ignoredSheets: [],
    skippedLines: [],
  };
}

/** The operator gives every post everywhere. */
const OPERATOR: Actor = {
  account: 'operator',
  name: 'operator',
  posts: [standingPost('county-administrator', { agency: null, region: '' })],
  agency: null,
  officer: null,
  region: '',
  demo: false,
};

const EVERYWHERE = { region: '', agency: null };

const withAnyKind = <R>(name: Kind, accounts: AccountKind, use: <T>(kind: StoredKind<T>) => R): R =>
  name === 'accounts' ? use(accounts) : withKind(name, use);

async function exporting({ kind, file, format }: Asked, config: Config): Promise<number> {
  const count = await withStore(config, (store) =>
    store.read((tx) =>
      withAnyKind(kind, noAccounts(), async (one) => {
        let rows = 0;
        const counted = async function* () {
          for await (const batch of exportRows(tx, one, '')) {
            rows += batch.length;
            yield batch;
          }
        };
        if (format === 'xlsx') await writeFile(file, await sheetOf(await allRows(one, counted())));
        else await pipeline(Readable.from(exportText(one, counted(), format)), createWriteStream(file));
        return rows;
      }),
    ),
  );
  console.log(`已导出 ${count} 行到 ${file}。 ${count} rows written to ${file}.`);
  return 0;
}

async function writeTemplate({ kind, file, format }: Asked): Promise<number> {
  await withAnyKind(kind, noAccounts(), async (one) => {
    const rows = (async function* () {
      yield [exampleRow(one)];
    })();
    if (format === 'xlsx') await writeFile(file, await sheetOf(await allRows(one, rows)));
    else await pipeline(Readable.from(exportText(one, rows, format)), createWriteStream(file));
  });
  console.log(
    `模板已写入 ${file}，示例行导入时不计。 Template written to ${file}; the row of example is not imported.`,
  );
  return 0;
}

const noAccounts = (): AccountKind => accountKind({ clock: systemClock, random: systemRandom }, OPERATOR);

const SHOWN = 50;

function sayReport(report: ImportReport): void {
  const { rows, changed, unchanged, ended, failed, problems, problemCount, ignoredColumns, ignoredSheets } = report;
  for (const { line, reason } of report.skippedLines)
    console.error(`第 ${line} 行${reason.zh}。 Line ${line} ${reason.en}.`);
  for (const { line, heading, value, reason } of problems.slice(0, SHOWN)) {
    const where = [line > 0 ? `第 ${line} 行` : '', heading, value && `“${value}”`].filter(Boolean).join(' ');
    console.error(`${where && `${where}：`}${reason.zh}。 ${line > 0 ? `Line ${line}: ` : ''}${reason.en}.`);
  }
  if (problemCount > SHOWN) console.error(`……共 ${problemCount} 处问题。 ${problemCount} problems in all.`);
  if (ignoredColumns.length > 0)
    console.error(
      `未识别的列：${ignoredColumns.join('、')}。 Columns that were ignored: ${ignoredColumns.join(', ')}.`,
    );
  if (ignoredSheets.length > 0)
    console.error(
      `未读取的工作表：${ignoredSheets.join('、')}。 Sheets that were not read: ${ignoredSheets.join(', ')}.`,
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
