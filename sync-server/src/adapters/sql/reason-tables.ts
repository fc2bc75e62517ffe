/** Rules that an application answered by a written reason. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export interface ReasonTables {
  reasons: { task: string; rule: string; agency: string; county: string; at: number };
}

export async function reasonTables(db: Kysely<Tables>, { int }: { int: string }): Promise<void> {
  const statements = [
    `create table reasons (task text not null, rule text not null, agency text not null, county text not null,
      at ${int} not null, primary key (task, rule))`,
    'create index reasons_by_county on reasons (county, at)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
