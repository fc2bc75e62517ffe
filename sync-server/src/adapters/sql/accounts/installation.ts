/** Rows of `meta` about the installation. */
import { type Installation, installationSchema } from '@liangma/shared/access/installation';
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import type { SetupReads, SetupWrites } from '../../../setup/repository.ts';
import type { Tables } from '../schema.ts';

const INSTALLATION = 'installation';
const BACKUP = 'backup-at';
/** Written by `migrate`. */
const SCHEMA = 'migrations';
const TOKEN = 'setup-token';

async function metaOf(db: Kysely<Tables>, key: string): Promise<string | undefined> {
  return (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value;
}

async function saveMeta(db: Kysely<Tables>, key: string, value: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute();
}

export const setupReads = (db: Kysely<Tables>): SetupReads => ({
  async installation() {
    const value = await metaOf(db, INSTALLATION);
    return value === undefined ? undefined : v.parse(installationSchema, JSON.parse(value));
  },
  schema: async () => Number((await metaOf(db, SCHEMA)) ?? 0),
  async backupAt() {
    const value = await metaOf(db, BACKUP);
    return value === undefined ? undefined : Number(value);
  },
  token: () => metaOf(db, TOKEN),
});

export const setupWrites = (db: Kysely<Tables>): SetupWrites => ({
  saveInstallation: (installation: Installation) => saveMeta(db, INSTALLATION, JSON.stringify(installation)),
  saveBackup: (at) => saveMeta(db, BACKUP, String(at)),
  async saveToken(hash) {
    if (hash === null) await db.deleteFrom('meta').where('key', '=', TOKEN).execute();
    else await saveMeta(db, TOKEN, hash);
  },
});
