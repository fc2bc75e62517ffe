import type { Actor } from '@liangma/shared/access/authorise';
import type { Kysely, Selectable } from 'kysely';
import type { Account, AccountReads, AccountWrites, Session } from '../../../accounts/repository.ts';
import type { Tables } from '../schema.ts';
import { pinyinOf } from '../search/pinyin.ts';
import { accountDoc, writeDocs } from '../search/search-docs.ts';

export const accountReads = (db: Kysely<Tables>): Omit<AccountReads, 'list'> => ({
  async deviceOfSession(tokenHash) {
    const row = await db
      .selectFrom('session_devices')
      .select(['shard', 'device as id'])
      .where('token_hash', '=', tokenHash)
      .executeTakeFirst();
    return row;
  },
  async byName(name) {
    const row = await db.selectFrom('accounts').selectAll().where('id', '=', name).executeTakeFirst();
    return row && accountOf(row);
  },
  async namesOf(accounts) {
    if (accounts.length === 0) return new Map();
    const rows = await db.selectFrom('accounts').select(['id', 'actor']).where('id', 'in', accounts).execute();
    return new Map(rows.map(({ id, actor }) => [id, (JSON.parse(actor) as Actor).name]));
  },
  async ofOfficer(officer) {
    const rows = await db.selectFrom('accounts').selectAll().where('officer', '=', officer).orderBy('id').execute();
    return rows.map(accountOf);
  },
  async isEmpty() {
    return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) === undefined;
  },
  async deputiesOf(giver) {
    const rows = await db
      .selectFrom('delegations')
      .innerJoin('accounts', 'accounts.id', 'delegations.deputy')
      .selectAll('accounts')
      .where('giver', '=', giver)
      .orderBy('accounts.pinyin')
      .execute();
    return rows.map(accountOf);
  },
  async session(tokenHash) {
    const row = await db.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
    return row && sessionOf(row);
  },
  async sessionsOf(account) {
    const rows = await db
      .selectFrom('sessions')
      .selectAll()
      .where('account', '=', account)
      .orderBy('used_at', 'desc')
      .orderBy('token_hash')
      .execute();
    return rows.map(sessionOf);
  },
  async attempts(key) {
    const row = await db.selectFrom('login_attempts').selectAll().where('key', '=', key).executeTakeFirst();
    return row && { failures: row.failures, lastAt: row.last_at };
  },
});

export const accountOf = (row: Selectable<Tables['accounts']>): Account => {
  const actor = JSON.parse(row.actor) as Actor;
  return {
    name: row.id,
    password: row.password,
    actor: row.first_password ? { ...actor, mustChangePassword: true } : actor,
    phone: row.phone,
    closedAt: row.closed_at,
  };
};

const sessionOf = (row: Selectable<Tables['sessions']>): Required<Session> => ({
  tokenHash: row.token_hash,
  account: row.account,
  expiresAt: row.expires_at,
  openedAt: row.opened_at,
  usedAt: row.used_at,
  browser: row.browser,
  network: row.network,
});

/** Forgets people without any subscription to Web Push. */
export async function dropAudience(db: Kysely<Tables>): Promise<void> {
  const subscribed = db.selectFrom('push_subscriptions').select('account');
  await db.deleteFrom('push_audience').where('account', 'not in', subscribed).execute();
}

export const accountWrites = (db: Kysely<Tables>): AccountWrites => ({
  async saveSessionDevice(tokenHash, { shard, id: device }) {
    await db
      .insertInto('session_devices')
      .values({ token_hash: tokenHash, shard, device })
      .onConflict((c) => c.column('token_hash').doNothing())
      .execute();
  },
  async save(accounts) {
    for (const { name: id, password, actor: known, phone = '', closedAt = null } of accounts) {
      const { mustChangePassword, ...actor } = known;
      const row = {
        password,
        actor: JSON.stringify(actor),
        agency: actor.agency?.id ?? null,
        region: actor.region,
        pinyin: pinyinOf(actor.name).full,
        phone,
        officer: actor.officer,
        first_password: mustChangePassword ? 1 : 0,
        closed_at: closedAt,
      };
      await db
        .insertInto('accounts')
        .values({ id, ...row })
        .onConflict((c) => c.column('id').doUpdateSet(row))
        .execute();
      for (const { delegatedBy } of actor.posts) {
        if (!delegatedBy) continue;
        await db
          .insertInto('delegations')
          .values({ giver: delegatedBy.account, deputy: id })
          .onConflict((c) => c.columns(['giver', 'deputy']).doNothing())
          .execute();
      }
    }
    await writeDocs(
      db,
      accounts.map(({ actor }) => accountDoc(actor)),
    );
  },
  async saveSession({ tokenHash, account, expiresAt, openedAt = 0, usedAt = 0, browser = '', network = '' }) {
    const row = {
      token_hash: tokenHash,
      account,
      expires_at: expiresAt,
      opened_at: openedAt,
      used_at: usedAt,
      browser,
      network,
    };
    await db
      .insertInto('sessions')
      .values(row)
      .onConflict((c) => c.column('token_hash').doUpdateSet(row))
      .execute();
  },
  async saveSessionUse(tokenHash, usedAt) {
    await db.updateTable('sessions').set({ used_at: usedAt }).where('token_hash', '=', tokenHash).execute();
  },
  async deleteSession(tokenHash) {
    await db.deleteFrom('session_devices').where('token_hash', '=', tokenHash).execute();
    await db.deleteFrom('push_subscriptions').where('session', '=', tokenHash).execute();
    await dropAudience(db);
    await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
  },
  async deleteSessionsBefore(expiredAt) {
    const gone = db.selectFrom('sessions').select('token_hash').where('expires_at', '<=', expiredAt);
    await db.deleteFrom('session_devices').where('token_hash', 'in', gone).execute();
    await db.deleteFrom('push_subscriptions').where('session', 'in', gone).execute();
    await dropAudience(db);
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
