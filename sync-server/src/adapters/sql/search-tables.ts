/**
 * Inverted index over what people search. Each searchable row has a document with its tokens, separated by blanks. SQLite
 * indexes them with FTS5, PostgreSQL with GIN over the array of tokens; both test for the same whole tokens.
 */
import { type Generated, type Kysely, sql } from 'kysely';
import { pinyinOf } from './pinyin.ts';
import { isPostgres } from './prepared.ts';
import type { Tables } from './schema.ts';
import {
  agencyDoc,
  type Doc,
  enterpriseDoc,
  matterDoc,
  officerDoc,
  regionDoc,
  taskDoc,
  writeDocs,
} from './search-docs.ts';

export type DocKind = 'enterprise' | 'task' | 'officer' | 'matter' | 'agency' | 'region';

export interface SearchTables {
  /** `sort`: pinyin of what is listed by name, so that matches are sorted without a look at their rows. */
  search_docs: { doc: Generated<number>; kind: string; id: string; tokens: string; sort: string };
}

const SQLITE = [
  `create table search_docs (doc integer primary key, kind text not null, id text not null, tokens text not null,
    sort text not null)`,
  // Tokens are whole words: only blanks separate them.
  `create virtual table search_index using fts5 (tokens, content = 'search_docs', content_rowid = 'doc', detail = none,
    tokenize = "ascii tokenchars '.#-:'")`,
  `create trigger search_docs_added after insert on search_docs begin
    insert into search_index (rowid, tokens) values (new.doc, new.tokens); end`,
  `create trigger search_docs_removed after delete on search_docs begin
    insert into search_index (search_index, rowid, tokens) values ('delete', old.doc, old.tokens); end`,
  `create trigger search_docs_changed after update of tokens on search_docs begin
    insert into search_index (search_index, rowid, tokens) values ('delete', old.doc, old.tokens);
    insert into search_index (rowid, tokens) values (new.doc, new.tokens); end`,
];

const POSTGRES = [
  `create table search_docs (doc bigint generated always as identity primary key, kind text not null, id text not null,
    tokens text not null, sort text not null)`,
  `create index search_docs_tokens on search_docs using gin (string_to_array(tokens, ' '))`,
];

const BOTH = [
  'create unique index search_docs_of on search_docs (kind, id)',
  `alter table enterprises add column pinyin text not null default ''`,
];

const INDEXES = [
  'create index enterprises_by_pinyin on enterprises (pinyin, id) where removed = 0',
  'create index enterprises_of_county_by_pinyin on enterprises (county, pinyin, id) where removed = 0',
  'create index tasks_of_agency_by_start on tasks (agency, starts_at, id)',
  'create index tasks_by_start on tasks (starts_at, id)',
];

export async function searchTables(db: Kysely<Tables>): Promise<void> {
  for (const statement of [...(isPostgres(db) ? POSTGRES : SQLITE), ...BOTH]) await sql.raw(statement).execute(db);
  await indexRows(db);
  for (const statement of INDEXES) await sql.raw(statement).execute(db);
}

/** Rows that an older program saved. */
async function indexRows(db: Kysely<Tables>): Promise<void> {
  const fromData = async (table: 'agencies' | 'matters', docOf: (data: never) => Doc): Promise<void> => {
    for await (const rows of inPages(db, table))
      await writeDocs(
        db,
        rows.map(({ data }) => docOf(JSON.parse(data) as never)),
      );
  };
  await writeDocs(db, (await db.selectFrom('regions').selectAll().execute()).map(regionDoc));
  await fromData('agencies', agencyDoc);
  await fromData('matters', matterDoc);
  const regions = new Map(
    (await db.selectFrom('agencies').selectAll().execute()).map(({ id, data }) => [id, JSON.parse(data).region]),
  );
  for await (const rows of inPages(db, 'officers')) {
    await writeDocs(
      db,
      rows.map(({ data }) => JSON.parse(data)).map((one) => officerDoc(one, regions.get(one.agency) ?? '')),
    );
  }
  for await (const rows of inPages(db, 'tasks'))
    await writeDocs(
      db,
      rows.map(({ data }) => taskDoc(JSON.parse(data))),
    );
  for await (const rows of inPages(db, 'enterprises')) {
    const enterprises = rows.filter(({ removed }) => removed === 0).map(({ data }) => JSON.parse(data));
    await writeDocs(db, enterprises.map(enterpriseDoc));
    for (const { id, name } of enterprises) {
      await db
        .updateTable('enterprises')
        .set({ pinyin: pinyinOf(name).full })
        .where('id', '=', id)
        .execute();
    }
  }
}

const PAGE = 500;

async function* inPages(db: Kysely<Tables>, table: 'agencies' | 'matters' | 'officers' | 'tasks' | 'enterprises') {
  let after = '';
  for (;;) {
    const { rows } = await sql<{ id: string; data: string; removed?: number }>`
      select * from ${sql.table(table)} where id > ${after} order by id limit ${PAGE}`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}
