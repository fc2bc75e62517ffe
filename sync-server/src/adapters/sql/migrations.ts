/**
 * Migrations, forward only. Each is a file of frozen SQL for its dialect, `migrations/NNNN-name.DIALECT.sql`, and uses nothing
 * of the program. A store that a newer program has migrated is refused with a clear word.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/** Statements, in their order. */
export type Migration = readonly string[];

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url));

const COMMENT_LINE = /^ *--.*\n/gm;
/** A statement starts at the left margin. Bodies of triggers are indented. */
const NEXT_STATEMENT = /(?<=;)\n+(?=\S)/;

/** Migrations of the program in their order. Throws if the numbers of the files have a gap. */
export function migrationsFor(dialect: Dialect): readonly Migration[] {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith(`.${dialect}.sql`))
    .sort();
  return files.map((file, i) => {
    if (Number(file.slice(0, 4)) !== i + 1) throw new Error(`${file} is migration ${i + 1}`);
    return readFileSync(FOLDER + file, 'utf8')
      .replaceAll(COMMENT_LINE, '')
      .split(NEXT_STATEMENT);
  });
}

/** Key of an advisory lock that nothing else takes. */
const MIGRATING = 0x6c6d6967;

export class StoreTooNew extends Error {}

/** Brings the store to the last of `migrations`. Throws `StoreTooNew` if it has more of them. */
export async function migrate(
  db: Kysely<Tables>,
  dialect: Dialect,
  migrations: readonly Migration[] = migrationsFor(dialect),
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // If several servers start at once, one migrates and the others find it done.
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${MIGRATING})`.execute(tx);
    await sql`create table if not exists meta (key text primary key, value text not null)`.execute(tx);
    const row = await tx.selectFrom('meta').select('value').where('key', '=', 'migrations').executeTakeFirst();
    const done = Number(row?.value ?? 0);
    if (done > migrations.length)
      throw new StoreTooNew(`store has ${done} migrations, this program knows ${migrations.length}`);
    // A store that is up to date is only read: on SQLite a writer after a read fails at once if a server has written in between.
    if (done === migrations.length) return;
    for (const statement of migrations.slice(done).flat()) await sql.raw(statement).execute(tx);
    const value = String(migrations.length);
    await tx
      .insertInto('meta')
      .values({ key: 'migrations', value })
      .onConflict((c) => c.column('key').doUpdateSet({ value }))
      .execute();
  });
}
