/** The list of accounts. */
import { type AccountRow, accountListSpec } from '@liangma/shared/access/account-list';
import { type Kysely, sql } from 'kysely';
import type { AccountReads } from '../../../accounts/repository.ts';
import { accountOf } from '../accounts/accounts.ts';
import type { Tables } from '../schema.ts';
import { inRegion } from '../search/regions.ts';
import { fieldToken } from '../search/search-docs.ts';
import { matchOf } from '../search/search-match.ts';
import { listPage } from './list-page.ts';
import type { ListSource } from './page-parts.ts';

const STATES = {
  open: [sql`accounts.closed_at is null`],
  'first-password': [sql`accounts.closed_at is null`, sql`accounts.first_password = 1`],
  closed: [sql`accounts.closed_at is not null`],
};

export const accountListReads = (db: Kysely<Tables>): Pick<AccountReads, 'list'> => ({
  async list({ scope, query }) {
    const { role, agency, region, state } = query.filters;
    const narrowing = [
      ...(region ? [inRegion(sql.ref('accounts.region'), region)] : []),
      ...(agency ? [sql`accounts.agency = ${agency}`] : []),
      ...(state ? STATES[state] : []),
    ];
    const isOwn = 'agency' in scope;
    const source: ListSource = {
      spec: accountListSpec,
      table: 'accounts',
      kind: 'account',
      shards: undefined,
      match: await matchOf(db, 'account', query.q, { role }),
      scope: [isOwn ? fieldToken('account', 'agency', scope.agency) : fieldToken('account', 'region', scope.region)],
      where: [isOwn ? sql`accounts.agency = ${scope.agency}` : inRegion(sql.ref('accounts.region'), scope.region)],
      narrowing,
      value: sql.ref('accounts.pinyin'),
    };
    return listPage(db, source, query, async (ids) => {
      if (ids.length === 0) return new Map<string, AccountRow>();
      const rows = await db.selectFrom('accounts').selectAll().where('id', 'in', ids).execute();
      return new Map(
        rows
          .map(accountOf)
          .map(({ name, actor, phone = '', closedAt = null }): [string, AccountRow] => [
            name,
            { ...actor, phone, closedAt },
          ]),
      );
    });
  },
});
