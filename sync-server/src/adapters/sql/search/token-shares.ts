/**
 * Numbers of documents of a shard that hold a token, by the statistics that PostgreSQL keeps of its inverted indexes. It has no better guess
 * of a match, and its own planner takes tokens for independent, so that it takes three parts of one word for seldom.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { type DocKind, regionTokens } from './search-docs.ts';
import { type Match, tokenIn } from './search-match.ts';

const INDEXES: Partial<Record<DocKind, string>> = {
  enterprise: 'search_docs_of_enterprises',
  task: 'search_docs_of_tasks',
};

/** Documents of the most common tokens. Any other is taken for seldom: the inverted index gives its documents quickly. */
type Shares = ReadonlyMap<string, number>;

interface Known {
  readonly shares: Promise<ReadonlyMap<string, Shares>>;
  uses: number;
}

const known = new WeakMap<Kysely<Tables>, Known>();
/** Searches between two looks at the statistics. */
const USES = 1_000;

export interface Expected {
  readonly matches: number;
  readonly documents: number;
}

/** Expected matches in each shard, at most, and all documents there; undefined where there are no statistics. */
export async function expectedIn(
  db: Kysely<Tables>,
  kind: DocKind,
  { clauses }: Match,
  shards: readonly string[],
): Promise<ReadonlyMap<string, Expected> | undefined> {
  let kept = known.get(db);
  if (!kept || kept.uses >= USES) {
    kept = { shares: readShares(db), uses: 0 };
    known.set(db, kept);
  }
  kept.uses += 1;
  const documentsOf = (await kept.shares).get(INDEXES[kind] ?? '');
  if (!documentsOf) return undefined;
  return new Map(
    shards.map((shard) => {
      const ofTokens = (tokens: readonly string[]): number =>
        Math.min(...tokens.map((token) => documentsOf.get(tokenIn(shard, token)) ?? 0));
      const ofClauses = clauses.map((clause) => clause.reduce((sum, tokens) => sum + ofTokens(tokens), 0));
      const documents = documentsOf.get(tokenIn(shard, everywhere(kind, shard))) ?? 0;
      return [shard, { matches: Math.min(documents, ...ofClauses), documents }];
    }),
  );
}

/** Every document of a shard holds the token of its province. */
const everywhere = (kind: DocKind, shard: string): string => regionTokens(kind, shard)[0] ?? '';

export const allOf = (expected: ReadonlyMap<string, Expected>): Expected =>
  [...expected.values()].reduce(
    (sum, { matches, documents }) => ({ matches: sum.matches + matches, documents: sum.documents + documents }),
    { matches: 0, documents: 0 },
  );

/** An index of a partitioned table is one of each partition. */
async function readShares(db: Kysely<Tables>): Promise<ReadonlyMap<string, Shares>> {
  const { rows } = await sql<{ index: string; documents: number; tokens: string[]; shares: number[] }>`select
      coalesce(whole.relname, c.relname) as index, c.reltuples as documents, s.most_common_elems::text::text[] as tokens,
      s.most_common_elem_freqs as shares
    from pg_stats s join pg_class c on c.relname = s.tablename join pg_namespace n on n.oid = c.relnamespace
      and n.nspname = s.schemaname
    left join pg_inherits i on i.inhrelid = c.oid left join pg_class whole on whole.oid = i.inhparent
    where s.schemaname = current_schema() and s.most_common_elems is not null and c.reltuples > 0
      and coalesce(whole.relname, c.relname) in (${sql.join(Object.values(INDEXES))})`.execute(db);
  const found = new Map<string, Map<string, number>>();
  for (const { index, documents, tokens, shares } of rows) {
    const known = found.get(index) ?? new Map<string, number>();
    tokens.forEach((token, i) => {
      known.set(token, (known.get(token) ?? 0) + (shares[i] ?? 0) * Number(documents));
    });
    found.set(index, known);
  }
  return found;
}
