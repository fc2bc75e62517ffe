/** Files into the registry and out of it, at the desk of an administrator. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { importReportSchema } from '@liangma/shared/registry/import/report';
import { storedImportSchema } from '@liangma/shared/registry/import/stored-import';
import type { Context } from 'hono';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed } from '../ports/store.ts';
import {
  allRows,
  EXPORT_FORMATS,
  type ExportFormat,
  exampleRow,
  exportRows,
  exportText,
} from './import/export-rows.ts';
import { importFile } from './import/import-file.ts';
import { STORED_KINDS, withKind } from './import/kinds.ts';
import type { StoredKind } from './import/stored-kinds.ts';

const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden', 'too-many-requests'] as const;
const IMPORTS_SHOWN = 200;

const upload = v.object({
  kind: v.picklist(STORED_KINDS),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  file: v.pipe(v.string(), v.regex(/^[\w-]*$/)),
  /** Hash of the dry run whose rows are to be taken over; null for a dry run. */
  commit: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
});
const kindParam = parse('param', v.object({ kind: v.picklist(STORED_KINDS) }));
const formatQuery = parse('query', v.object({ format: v.optional(v.picklist(EXPORT_FORMATS), 'xlsx') }));

type Rows = AsyncIterable<readonly (readonly string[])[]>;

export const importRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .post(
      '/imports',
      describe('Say what a file would change, or take it over by its hash', importReportSchema, [
        ...PROBLEMS,
        'too-large',
        'hash-mismatch',
      ]),
      rateLimit(deps, 30),
      parse('json', upload),
      async (c) => {
        const { kind, name, file, commit } = c.req.valid('json');
        const actor = permitted(c, 'registry.manage');
        const bytes = fromBase64Url(file);
        if (!bytes) return problem(c, 'bad-request');
        const source = deps.tables.fileOf(name, bytes);
        if (commit !== null && (await source.hash()) !== commit) return problem(c, 'hash-mismatch');
        const request = { source, actor: actor.account, region: actor.region, dryRun: commit === null };
        const report = await withKind(kind, (one) => importFile(deps, one, request));
        // Phones judge by the list of matters in the catalog.
        if (report.imported && kind === 'matters') deps.trust.changed();
        return c.json(report);
      },
    )
    .get(
      '/imports',
      describe('Imports of files, newest first', v.object({ imports: v.array(storedImportSchema) }), PROBLEMS),
      async (c) => {
        permitted(c, 'registry.manage');
        return c.json({ imports: await deps.store.read((tx) => tx.registryHistory.imports(IMPORTS_SHOWN)) });
      },
    )
    .get('/templates/:kind', describe('A file to fill in', 'bytes', PROBLEMS), kindParam, formatQuery, async (c) => {
      permitted(c, 'registry.manage');
      const { kind } = c.req.valid('param');
      return withKind(kind, (one) =>
        send(c, deps, one, { rows: exampleOf(one), format: c.req.valid('query').format, name: `${kind}-template` }),
      );
    })
    .get(
      '/exports/:kind',
      describe('All entries of the own region as a file', 'bytes', PROBLEMS),
      rateLimit(deps, 30),
      kindParam,
      formatQuery,
      async (c) => {
        const actor = permitted(c, 'registry.manage');
        const { kind } = c.req.valid('param');
        await deps.store.write(async () =>
          committed(undefined, auditEntry(deps, NO_SHARD, actor.account, 'registry.export', kind)),
        );
        return deps.store.read((tx) =>
          withKind(kind, (one) =>
            send(c, deps, one, {
              rows: exportRows(tx, one, actor.region),
              format: c.req.valid('query').format,
              name: kind,
            }),
          ),
        );
      },
    );

async function* exampleOf<T>(kind: StoredKind<T>): Rows {
  yield [exampleRow(kind)];
}

async function textOf(pieces: AsyncIterable<string>): Promise<Uint8Array> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return new TextEncoder().encode(all.join(''));
}

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'text/plain; charset=utf-8',
};

async function send<T>(
  c: Context<AppEnv>,
  deps: Deps,
  kind: StoredKind<T>,
  { rows, format, name }: { readonly rows: Rows; readonly format: ExportFormat; readonly name: string },
): Promise<Response> {
  const body =
    format === 'xlsx'
      ? await deps.tables.sheetOf(await allRows(kind, rows))
      : await textOf(exportText(kind, rows, format));
  return c.body(Uint8Array.from(body).buffer, 200, {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${name}.${format}"`,
    'cache-control': 'no-store',
  });
}
