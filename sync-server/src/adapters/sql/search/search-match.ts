/**
 * Query of the search index: tokens joined by "and" and "or". SQLite has no statistics of its full-text index, so the
 * caller says whether rows are looked up from the index (few match) or tested one by one in the order of the list (many do).
 */

import { beginningToken, runsOf, runTokens } from '@liangma/shared/lists/search-terms';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { NO_SHARD } from '../../../ports/shards.ts';
import { isPostgres } from '../connection/prepared.ts';
import type { Tables } from '../schema.ts';
import { type DocKind, fieldToken, LONG_NUMBER } from './search-docs.ts';

/** Tokens that all must be there. */
type Tokens = readonly string[];
/** Alternatives of which one must hold. */
type Clause = readonly Tokens[];

export interface Match {
  /** All of them must hold. */
  readonly clauses: readonly Clause[];
  /** Beginnings of long numbers, in lower case; each must hold. They are no tokens. */
  readonly numbers: readonly string[];
}

/** Names that are not kept in a task are looked up first, and become fields of it. */
const LOOKED_UP = { matter: 'matter', agency: 'agency', region: 'region' } as const;
const ALTERNATIVES = 300;

/** The match of a search text and of fields' values. */
export async function matchOf(
  db: Kysely<Tables>,
  kind: DocKind,
  q: string,
  fields: Readonly<Record<string, string | undefined>>,
): Promise<Match> {
  const clauses: Clause[] = [];
  const numbers: string[] = [];
  for (const run of runsOf(q)) {
    if (
      /\d/.test(run) &&
      /^[0-9a-z]+$/.test(run) &&
      run.length >= LONG_NUMBER &&
      kind !== 'officer' &&
      kind !== 'account'
    )
      numbers.push(run);
    else clauses.push([[...new Set(runTokens(run))], ...(await alternativesTo(db, kind, run))]);
  }
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) clauses.push([[fieldToken(kind, field, value)]]);
  }
  return { clauses, numbers };
}

async function alternativesTo(db: Kysely<Tables>, kind: DocKind, run: string): Promise<Clause> {
  const number: Clause = /^[0-9a-z]{2,}$/.test(run) ? [[beginningToken(run)]] : [];
  if (kind !== 'task' && kind !== 'officer') return number;
  const kinds = kind === 'task' ? Object.keys(LOOKED_UP) : ['agency', 'region'];
  const named = await docsOf(db, kinds, [...new Set(runTokens(run))]);
  return [...number, ...named.map((doc) => [fieldToken(kind, doc.kind, doc.id)])];
}

/** Documents of the small registers that hold the tokens. */
async function docsOf(
  db: Kysely<Tables>,
  kinds: readonly string[],
  tokens: Tokens,
): Promise<{ kind: string; id: string }[]> {
  const match = { clauses: [[tokens]], numbers: [] };
  const { rows } = await sql<{ kind: string; id: string }>`select d.kind, d.id from search_docs d
    where d.shard = ${NO_SHARD} and d.kind in (${sql.join([...kinds])}) and ${holds(db, match, 'd')} limit ${ALTERNATIVES}`.execute(
    db,
  );
  return rows;
}

/** True for a row `d` of `search_docs` with the tokens: by the index on PostgreSQL, by looking at it on SQLite. */
export function holds(db: Kysely<Tables>, match: Match, d: string): RawBuilder<boolean> {
  if (!isPostgres(db)) return shows(db, match, d);
  const tokens = sql.ref(`${d}.tokens`);
  return each(match, (all) => sql`string_to_array(${tokens}, ' ') @> ${sql.val(all)}::text[]`);
}

/** The same by looking at the row, which on PostgreSQL takes a tenth of taking its tokens apart. */
export function shows(db: Kysely<Tables>, match: Match, d: string): RawBuilder<boolean> {
  const place = sql.raw(isPostgres(db) ? 'strpos' : 'instr');
  const tokens = sql.ref(`${d}.tokens`);
  return each(
    match,
    (all) =>
      sql`(${sql.join(
        all.map((token) => sql`${place}(${tokens}, ${` ${token} `}) > 0`),
        sql` and `,
      )})`,
  );
}

const each = ({ clauses }: Match, one: (tokens: Tokens) => RawBuilder<unknown>): RawBuilder<boolean> =>
  all(clauses.map((clause) => sql<boolean>`(${sql.join(clause.map(one), sql` or `)})`));

export const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> =>
  conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`${sql.join(conditions, sql` and `)}`;

/** The match as FTS5 reads it. Tokens hold no quotes. */
export const ftsOf = ({ clauses }: Match): string =>
  clauses
    .map(
      (clause) => `(${clause.map((tokens) => `(${tokens.map((token) => `"${token}"`).join(' AND ')})`).join(' OR ')})`,
    )
    .join(' AND ');

/** Length of a unified social credit code. */
const LONGEST = 18;

/** A range, so that the index of the column serves. Numbers are digits and capital letters. */
export function beginsWith(column: RawBuilder<unknown>, beginning: string): RawBuilder<boolean> {
  const from = beginning.toUpperCase();
  return sql<boolean>`(${column} >= ${from} and ${column} <= ${from + 'Z'.repeat(LONGEST)})`;
}
