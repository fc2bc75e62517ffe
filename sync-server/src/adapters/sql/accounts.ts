import type { Kysely } from 'kysely';
import type { AccountReads, AccountWrites } from '../../accounts/repository.ts';
import type { Tables } from './schema.ts';

export const accountReads = (db: Kysely<Tables>): AccountReads => ({
  async deviceOfSession(tokenHash) {
    const row = await db
      .selectFrom('session_devices')
      .select(['shard', 'device as id'])
      .where('token_hash', '=', tokenHash)
      .executeTakeFirst();
    return row;
  },
  async byName(name) {
    const row = await db.selectFrom('accounts').selectAll().where('name', '=', name).executeTakeFirst();
    return row && { name: row.name, password: row.password, actor: JSON.parse(row.actor) };
  },
  async session(tokenHash) {
    const row = await db.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
    return row && { tokenHash: row.token_hash, account: row.account, expiresAt: row.expires_at };
  },
  async attempts(key) {
    const row = await db.selectFrom('login_attempts').selectAll().where('key', '=', key).executeTakeFirst();
    return row && { failures: row.failures, lastAt: row.last_at };
  },
});

export const accountWrites = (db: Kysely<Tables>): AccountWrites => ({
  async saveSessionDevice(tokenHash, { shard, id: device }) {
    await db
      .insertInto('session_devices')
      .values({ token_hash: tokenHash, shard, device })
      .onConflict((c) => c.column('token_hash').doNothing())
      .execute();
  },
  async save(accounts) {
    for (const { name, password, actor } of accounts) {
      const row = { password, actor: JSON.stringify(actor) };
      await db
        .insertInto('accounts')
        .values({ name, ...row })
        .onConflict((c) => c.column('name').doUpdateSet(row))
        .execute();
    }
  },
  async saveSession({ tokenHash, account, expiresAt }) {
    const row = { token_hash: tokenHash, account, expires_at: expiresAt };
    await db
      .insertInto('sessions')
      .values(row)
      .onConflict((c) => c.column('token_hash').doUpdateSet(row))
      .execute();
  },
  async deleteSession(tokenHash) {
    await db.deleteFrom('session_devices').where('token_hash', '=', tokenHash).execute();
    await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
  },
  async deleteSessionsBefore(expiredAt) {
    const gone = db.selectFrom('sessions').select('token_hash').where('expires_at', '<=', expiredAt);
    await db.deleteFrom('session_devices').where('token_hash', 'in', gone).execute();
    const { numDeletedRows } = await db.deleteFrom('sessions').where('expires_at', '<=', expiredAt).executeTakeFirst();
    return Number(numDeletedRows);
  },
  /** An update of nothing takes the row, in either database. */
  async holdAttempts(key) {
    const row = await db
      .insertInto('login_attempts')
      .values({ key, failures: 0, last_at: 0 })
      .onConflict((c) => c.column('key').doUpdateSet({ key }))
      .returningAll()
      .executeTakeFirstOrThrow();
    return { failures: row.failures, lastAt: row.last_at };
  },
  async saveAttempts(key, { failures, lastAt }) {
    const row = { failures, last_at: lastAt };
    await db
      .insertInto('login_attempts')
      .values({ key, ...row })
      .onConflict((c) => c.column('key').doUpdateSet(row))
      .execute();
  },
});
