/**
 * Query of the search index: tokens joined by "and" and "or". SQLite has no statistics of its full-text index, so the
 * caller says whether rows are looked up from the index (few match) or tested one by one in the order of the list (many do).
 */

import { beginningOf, beginningToken, runsOf, runTokens } from '@liangma/shared/lists/search-terms';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { NO_SHARD } from '../../../ports/shards.ts';
import { isPostgres } from '../connection/prepared.ts';
import type { Tables } from '../schema.ts';
import { type DocKind, fieldToken, isFieldToken, LONG_NUMBER, regionTokens } from './search-docs.ts';

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
    where d.shard = ${NO_SHARD} and d.kind in (${sql.join([...kinds])}) and ${holds(db, match, 'd', 'region', [NO_SHARD])} limit ${ALTERNATIVES}`.execute(
    db,
  );
  return rows;
}

/**
 * True for a row `d` of `search_docs` in one of the shards that has the tokens: by the index on PostgreSQL, by looking at it on SQLite.
 */
export const holds = (
  db: Kysely<Tables>,
  match: Match,
  d: string,
  kind: DocKind,
  shards: readonly string[],
): RawBuilder<boolean> => (isPostgres(db) ? inIndex(db, match, d, kind, shards) : shows(db, match, d));

/** Ways to hold a clause: all tokens of the first list, and one of each of the others. */
interface Arm {
  readonly tokens: Tokens;
  readonly oneOf: readonly Tokens[];
}

/** More ways are left to the look at the rows. */
const MOST_ARMS = 8;

/**
 * The whole match in each way to hold it, so that the index is asked for all of it: the planner takes a part of the match for
 * selective that is not, and then takes the tokens of a hundred thousand rows apart. The index has the tokens of each shard for
 * themselves.
 */
function inIndex(
  db: Kysely<Tables>,
  { clauses }: Match,
  d: string,
  kind: DocKind,
  shards: readonly string[],
): RawBuilder<boolean> {
  const own = indexedTokens(d);
  let arms: readonly Arm[] = [{ tokens: [], oneOf: [] }];
  const rest: Clause[] = [];
  for (const clause of [...clauses].sort((one, other) => one.length - other.length)) {
    const more = arms.flatMap((arm) => armsOf(clause).map((one) => joined(arm, one)));
    if (more.length > MOST_ARMS) rest.push(clause);
    else arms = more;
  }
  const ways = shards.flatMap((shard) => {
    const inShard = (tokens: Tokens) => sql.val(tokens.map((token) => tokenIn(shard, token)));
    return arms.map(({ tokens, oneOf }) => {
      // The planner takes one of many tokens for the most part of a shard, and would read all of it, but for these.
      const held = oneOf.length > 0 ? [...tokens, ...regionTokens(kind, shard)] : tokens;
      return all([
        ...(held.length > 0 ? [sql`${own} @> ${inShard([...new Set(held)])}::text[]`] : []),
        ...oneOf.map((any) => sql`${own} && ${inShard(any)}::text[]`),
      ]);
    });
  });
  return all([
    sql`(${sql.join(ways, sql` or `)})`,
    ...(rest.length > 0 ? [shows(db, { clauses: rest, numbers: [] }, d)] : []),
  ]);
}

/** Element of the inverted indexes for a token of a document. No token holds a slash. */
export const tokenIn = (shard: string, token: string): string => `${shard}/${token}`;

/** The expression of the inverted indexes. */
const indexedTokens = (d: string): RawBuilder<string[]> => {
  const [shard, tokens] = [sql.ref(`${d}.shard`), sql.ref(`${d}.tokens`)];
  return sql`string_to_array(${shard} || '/' || replace(btrim(${tokens}), ' ', ' ' || ${shard} || '/'), ' ')`;
};

const joined = (one: Arm, other: Arm): Arm => ({
  tokens: [...one.tokens, ...other.tokens],
  oneOf: [...one.oneOf, ...other.oneOf],
});

/** Alternatives of one token are one way together. */
function armsOf(clause: Clause): Arm[] {
  const [only, ...others] = clause;
  if (only && others.length === 0) return [{ tokens: only, oneOf: [] }];
  const single = clause.filter((tokens) => tokens.length === 1).flat();
  const several = clause.filter((tokens) => tokens.length > 1).map((tokens): Arm => ({ tokens, oneOf: [] }));
  return single.length > 0 ? [...several, { tokens: [], oneOf: [single] }] : several;
}

/** The same by looking at the row. */
export function shows(db: Kysely<Tables>, { clauses }: Match, d: string): RawBuilder<boolean> {
  const place = sql.raw(isPostgres(db) ? 'strpos' : 'instr');
  const own = sql.ref(`${d}.tokens`);
  const one = (tokens: Tokens) =>
    sql`(${sql.join(
      tokens.map((token) => sql`${place}(${own}, ${` ${token} `}) > 0`),
      sql` and `,
    )})`;
  return all(
    clauses.map((clause) => {
      const agencies = isPostgres(db)
        ? clause.filter(isAgencyOfTask).map(([token = '']) => token.slice(AGENCY.length))
        : [];
      if (agencies.length <= FEW_AGENCIES) return sql`(${sql.join(clause.map(one), sql` or `)})`;
      const rest = clause.filter((tokens) => !isAgencyOfTask(tokens)).map(one);
      const agency = sql`split_part(split_part(${own}, ${` ${AGENCY}`}, 2), ' ', 1)`;
      return sql`(${sql.join([...rest, sql`${agency} = any(${sql.val(agencies)}::text[])`], sql` or `)})`;
    }),
  );
}

/**
 * The same by the words of a row and the beginning of its id; undefined where a clause asks for more than these tell. Clauses of the
 * scope are left to its conditions.
 */
export function inWords(
  match: Match,
  scope: Tokens,
  row: { readonly words: RawBuilder<string>; readonly id: RawBuilder<string> },
): RawBuilder<unknown> | undefined {
  const clauses = match.clauses.filter(([tokens = []]) => !tokens.every((token) => scope.includes(token)));
  if (clauses.flat(2).some(isFieldToken)) return undefined;
  const one = (token: string) => {
    const beginning = beginningOf(token);
    if (beginning === undefined) return sql`strpos(${row.words}, ${token}) > 0`;
    return sql`strpos(lower(${row.id}), ${beginning}) = 1`;
  };
  return all(
    clauses.map(
      (clause) =>
        sql`(${sql.join(
          clause.map((tokens) => all(tokens.map(one))),
          sql` or `,
        )})`,
    ),
  );
}

/** A task has one lead agency, so that a word in the names of a hundred agencies is one comparison. */
const AGENCY = 'task.agency.';
const FEW_AGENCIES = 4;
const isAgencyOfTask = (tokens: Tokens): boolean => tokens.length === 1 && tokens[0]?.startsWith(AGENCY) === true;

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
