/** Files into the registry and out of it, at the desk of an administrator. */
import { type Action, type Actor, permittingPost } from '@liangma/shared/access/authorise';
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { IMPORT_KINDS, type ImportKindName } from '@liangma/shared/registry/import/import-kind';
import { kindWord } from '@liangma/shared/registry/import/problem';
import { importReportSchema } from '@liangma/shared/registry/import/report';
import { storedImportSchema } from '@liangma/shared/registry/import/stored-import';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { tellSessions } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { type AccountKind, accountKind } from '../people/account-import.ts';
import { handOutFirstPasswords } from '../people/first-passwords.ts';
import { withActorNames } from '../ports/actor-names.ts';
import { auditEntry } from '../ports/audit.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed } from '../ports/store.ts';
import type { ImportScope } from './history-repository.ts';
import {
  allRows,
  EXPORT_FORMATS,
  type ExportFormat,
  exampleRow,
  exportRows,
  exportText,
} from './import/export-rows.ts';
import { importFile, refreshAfter } from './import/import-file.ts';
import { withKind } from './import/kinds.ts';
import type { StoredKind } from './import/stored-kinds.ts';

const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden', 'too-many-requests'] as const;
const IMPORTS_SHOWN = 200;

const upload = v.object({
  kind: v.picklist(IMPORT_KINDS),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  file: v.pipe(v.string(), v.regex(/^[\w-]*$/)),
  /** Hash of the dry run whose rows are to be taken over; null for a dry run. */
  commit: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
});
const kindParam = parse('param', v.object({ kind: v.picklist(IMPORT_KINDS) }));
const formatQuery = parse('query', v.object({ format: v.optional(v.picklist(EXPORT_FORMATS), 'xlsx') }));
const passwordSheet = v.object({
  passwords: v.array(v.object({ account: v.string(), name: v.string(), unit: v.string(), password: v.string() })),
  left: v.number(),
});

type Rows = AsyncIterable<readonly (readonly string[])[]>;

/** Accounts are the files of whoever makes people, the other kinds those of a region. */
const actionOn = (kind: ImportKindName): Action => (kind === 'accounts' ? 'people.manage' : 'registry.manage');

/** [POST-2] An agency administrator works with the accounts of the agency alone. */
const scopeOf = (actor: Actor): ImportScope => ({ region: actor.region, agency: actor.agency?.id ?? null });

const withTableKind = <R>(name: ImportKindName, accounts: AccountKind, use: <T>(kind: StoredKind<T>) => R): R =>
  name === 'accounts' ? use(accounts) : withKind(name, use);

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
        const actor = permitted(c, actionOn(kind));
        const bytes = fromBase64Url(file);
        if (!bytes) return problem(c, 'bad-request');
        const source = deps.tables.fileOf(name, bytes);
        if (commit !== null && (await source.hash()) !== commit) return problem(c, 'hash-mismatch');
        const request = { source, actor: actor.account, scope: scopeOf(actor), dryRun: commit === null };
        const accounts = accountKind(deps, actor);
        const report = await withTableKind(kind, accounts, (one) => importFile(deps, one, request));
        if (report.imported) takenOver(deps, kind, accounts);
        void refreshAfter(deps.store, report);
        return c.json(report);
      },
    )
    .get(
      '/imports',
      describe(
        'Imports of files in the own region or agency, newest first',
        v.object({ imports: v.array(storedImportSchema) }),
        PROBLEMS,
      ),
      async (c) => {
        const keepsRegion = permittingPost(signedIn(c), 'registry.manage', c.get('at')) !== undefined;
        const scope = scopeOf(permitted(c, keepsRegion ? 'registry.manage' : 'people.manage'));
        const imports = await deps.store.read(async (tx) =>
          withActorNames(tx, await tx.registryHistory.imports(scope, IMPORTS_SHOWN)),
        );
        return c.json({ imports });
      },
    )
    .post(
      '/imports/:id/passwords',
      describe(
        'Give first passwords to the accounts of an import whose people have not chosen their own; the reply holds them once',
        passwordSheet,
        [...PROBLEMS, 'not-found'],
      ),
      rateLimit(deps, 30),
      parse('param', v.object({ id: v.pipe(v.string(), v.minLength(1), v.maxLength(80)) })),
      async (c) => {
        const sheet = await handOutFirstPasswords(deps, permitted(c, 'people.manage'), c.req.valid('param').id);
        return sheet.ok ? c.json({ ...sheet.value }) : problem(c, sheet.error);
      },
    )
    .get('/templates/:kind', describe('A file to fill in', 'bytes', PROBLEMS), kindParam, formatQuery, async (c) => {
      const { kind } = c.req.valid('param');
      const actor = permitted(c, actionOn(kind));
      return withTableKind(kind, accountKind(deps, actor), (one) =>
        send(c, deps, one, {
          rows: exampleOf(one),
          format: c.req.valid('query').format,
          name: `${kindWord(kind)}模板`,
        }),
      );
    })
    .get(
      '/exports/:kind',
      describe('All entries of the own region as a file; accounts of the own agency', 'bytes', PROBLEMS),
      rateLimit(deps, 30),
      kindParam,
      formatQuery,
      async (c) => {
        const { kind } = c.req.valid('param');
        const actor = permitted(c, actionOn(kind));
        await deps.store.write(async () =>
          committed(undefined, auditEntry(deps, NO_SHARD, actor.account, 'registry.export', kind)),
        );
        return deps.store.read((tx) =>
          withTableKind(kind, accountKind(deps, actor), (one) =>
            send(c, deps, one, {
              rows: exportRows(tx, one, actor.region),
              format: c.req.valid('query').format,
              name: kindWord(kind),
            }),
          ),
        );
      },
    );

/** Tells whoever holds an older state of what a file changed. */
function takenOver(deps: Deps, kind: ImportKindName, { ended }: AccountKind): void {
  for (const account of ended) tellSessions(deps, account);
  // Phones judge by the list of matters in the catalog, doors by the grants that ended with a post or a leaving day.
  if (kind === 'matters' || kind === 'officers' || ended.length > 0) deps.trust.changed();
}

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
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
    'cache-control': 'no-store',
  });
}
