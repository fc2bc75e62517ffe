/** Documents of an import on PostgreSQL are all written, in the order of their names. */
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../src/adapters/sql/connection/postgres.ts';
import type { Doc } from '../../src/adapters/sql/search/search-docs.ts';
import { publishStaged, stageDocs, writeStaged } from '../../src/adapters/sql/search/staged-docs.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

const SHARD = '6290';
const doc = (id: string, sort: string, tokens = ' a '): Doc => ({ shard: SHARD, kind: 'enterprise', id, tokens, sort });

test('portions end between equal names, and a known document gets its new tokens', async () => {
  const db = openPostgres(await postgres.county('staged'));
  const known = doc('id-5', 'beiguo');
  await db.insertInto('search_docs').values(known).execute();
  await db.transaction().execute(async (tx) => {
    await stageDocs(tx);
    const sameName = [4, 1, 3, 2].map((n) => doc(`id-${n}`, 'liangzhou'));
    await writeStaged(tx, [doc('id-0', 'zhangye'), ...sameName, doc('id-6', 'anning'), { ...known, tokens: ' b ' }]);
    await publishStaged(tx, 2);
  });
  const stored = db.selectFrom('search_docs').select(['id', 'tokens']).where('shard', '=', SHARD);
  const inOrder = await stored.where('id', '<>', known.id).orderBy(sql`ctid`).execute();
  expect(inOrder.map(({ id }) => id)).toEqual(['id-6', 'id-1', 'id-2', 'id-3', 'id-4', 'id-0']);
  expect(await stored.where('id', '=', known.id).execute()).toEqual([{ id: known.id, tokens: ' b ' }]);
  await db.destroy();
});
