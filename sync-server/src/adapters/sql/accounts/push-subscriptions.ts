import type { PushSubscription } from '@liangma/shared/notices/push';
import type { Kysely, Selectable } from 'kysely';
import type { PushReads, PushWrites, StoredSubscription } from '../../../notices/push-repository.ts';
import type { Tables } from '../schema.ts';
import { accountOf, dropAudience } from './accounts.ts';

export const pushReads = (db: Kysely<Tables>): PushReads => ({
  async ofAccount(account) {
    const rows = await db
      .selectFrom('push_subscriptions')
      .selectAll()
      .where('account', '=', account)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(subscriptionOf);
  },
  async audience(place) {
    const rows = await db
      .selectFrom('push_audience')
      .innerJoin('accounts', 'accounts.id', 'push_audience.account')
      .selectAll('accounts')
      .where('place', '=', place)
      .where('closed_at', 'is', null)
      .orderBy('accounts.id')
      .execute();
    return rows.map((row) => accountOf(row).actor);
  },
});

export const pushWrites = (db: Kysely<Tables>): PushWrites => ({
  async save({ id, account, session, createdAt, ...rest }, places) {
    const row = { account, session, created_at: createdAt, data: JSON.stringify(rest) };
    await db
      .insertInto('push_subscriptions')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
    for (const place of places) {
      await db
        .insertInto('push_audience')
        .values({ place, account })
        .onConflict((c) => c.columns(['place', 'account']).doNothing())
        .execute();
    }
  },
  async remove(id) {
    await db.deleteFrom('push_subscriptions').where('id', '=', id).execute();
    await dropAudience(db);
  },
});

const subscriptionOf = (row: Selectable<Tables['push_subscriptions']>): StoredSubscription => ({
  ...(JSON.parse(row.data) as PushSubscription),
  id: row.id,
  account: row.account,
  session: row.session,
  createdAt: row.created_at,
});
