/** Stores of earlier versions come along whole; one of a later version is left alone, with a word. */
import { wholeList } from '@liangma/shared/lists/list-query';
import { markOf } from '@liangma/shared/protocol/scope-sum';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import type { Kysely } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { aMatter, anAgency, anEnterprise, anOfficer } from '../../shared/test/builders.ts';
import { MIGRATIONS, migrate, StoreTooNew } from '../src/adapters/sql/migrations.ts';
import type { Tables } from '../src/adapters/sql/schema.ts';
import { newestInSums } from '../src/adapters/sql/scope-tables.ts';
import { CLERK } from '../src/demo/accounts.ts';
import { committed } from '../src/ports/store.ts';
import { countRows, FIRST_DEVICE, FIRST_EPOCH, FIRST_TASK, fillFirstStore } from './first-store.ts';
import { LASTING, type Place, places } from './places.ts';

const placeOf = places();
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe.each(LASTING)('on %s', (kind) => {
  const bare = (place: Place): Kysely<Tables> => {
    const db = place.bare();
    ends.push(() => db.destroy());
    return db;
  };
  const opened = async (place: Place, epoch = 'new') => {
    const store = await place.open(epoch);
    ends.push(() => store.close());
    return store;
  };
  const firstStore = async (): Promise<{ place: Place; db: Kysely<Tables> }> => {
    const place = await placeOf(kind);
    const db = bare(place);
    await migrate(db, kind, MIGRATIONS.slice(0, 1));
    await fillFirstStore(db);
    return { place, db };
  };

  test('everything of the first schema is there after all migrations, and goes on', async () => {
    const { place, db } = await firstStore();
    const before = await countRows(db);
    expect([...before].filter(([, rows]) => rows === 0)).toEqual([]);
    const store = await opened(place);
    expect(await countRows(db)).toEqual(expect.toSatisfy((after) => [...before].every(([t, n]) => after.get(t) >= n)));
    expect(store.epoch).toBe(FIRST_EPOCH);
    const { id, officers } = FIRST_TASK;
    const read = await store.read(async (tx) => ({
      ...{
        task: await tx.task(id),
        account: (await tx.account(CLERK.account))?.actor,
        catalog: await tx.catalogVersion(),
      },
      ...{
        agency: await tx.agency(anAgency().id),
        matters: await tx.matters(),
        officers: await tx.officersOf(anAgency().id),
      },
      ...{
        enterprise: await tx.enterprise(anEnterprise().id),
        found: (await tx.listEnterprises('620623', { ...wholeList(enterpriseListSpec), q: '天祝' })).total,
      },
      ...{ feed: await tx.tasksForOfficer(officers[0]?.id as string, {}, 9), events: await tx.acceptedEvents(id) },
      ...{ device: await tx.device(FIRST_DEVICE), satisfaction: await tx.satisfaction('62', 0) },
      sums: await tx.scopeSums(officers[0]?.id as string),
      ...{ alerts: (await tx.openAlerts('62')).length, audit: (await tx.auditOf(id)).length },
    }));
    expect(read).toMatchObject({
      ...{ task: FIRST_TASK, account: CLERK, catalog: 4, agency: anAgency(), matters: [aMatter('M901')] },
      ...{ officers: [anOfficer(1)], enterprise: anEnterprise(), found: 1 },
      feed: [{ shard: '6206', seq: 7, rev: FIRST_TASK.rev, gone: false, live: null }],
      sums: { '6206': { count: 1, sum: markOf(id, FIRST_TASK.rev), seq: 7 } },
      events: [{ id: 'event', deviceSeq: 3, receipt: Uint8Array.of(3, 3, 3) }],
      ...{ device: { lastSeq: 3, publicKey: Uint8Array.of(1, 1, 1), revokedAt: null } },
      ...{ satisfaction: { satisfied: 1, total: 1 }, alerts: 1, audit: 1 },
    });
    const next = await store.write(async (tx) => {
      const seq = await tx.nextSeq('6206');
      await tx.saveTask('6206', seq, { ...FIRST_TASK, rev: FIRST_TASK.rev + 1 });
      return committed(seq, { id: 'later', at: 0, actor: 'test', action: 'test', subject: id });
    });
    expect(next).toBe(8);
    expect(await store.read((tx) => tx.taskOfNumber('0000005724'))).toBeUndefined();
  });

  test('one migration after another comes to the same tables as all at once', async () => {
    const [{ db: stepwise }, once] = [await firstStore(), bare(await placeOf(kind))];
    for (let n = 2; n <= MIGRATIONS.length; n++) await migrate(stepwise, kind, MIGRATIONS.slice(0, n));
    await migrate(once, kind);
    expect(await stepwise.introspection.getTables()).toEqual(await once.introspection.getTables());
  });

  test('the number of a feed that had stayed behind comes to its newest, and no other moves', async () => {
    const db = bare(await placeOf(kind));
    await migrate(db, kind, MIGRATIONS.slice(0, MIGRATIONS.indexOf(newestInSums)));
    const mine = { officer: 'O1', shard: '6206' };
    await db
      .insertInto('task_officers')
      .values([7, 9].map((seq) => ({ ...mine, task: `t${seq}`, seq, mark: 1 })))
      .execute();
    const sums = { count: 1, sum: 1, seq: 8 };
    await db
      .insertInto('officer_sums')
      .values([
        { ...mine, ...sums },
        { ...mine, ...sums, shard: '6207' },
      ])
      .execute();
    await migrate(db, kind);
    const found = await db.selectFrom('officer_sums').select(['shard', 'seq']).orderBy('shard').execute();
    expect(found.map(({ shard, seq }) => [shard, Number(seq)])).toEqual([
      ['6206', 9],
      ['6207', 8],
    ]);
  });

  test('a store of a newer version is refused and left as it is', async () => {
    const { place, db } = await firstStore();
    const newer = String(MIGRATIONS.length + 1);
    await db.updateTable('meta').set({ value: newer }).where('key', '=', 'migrations').execute();
    const before = await countRows(db);
    await expect(place.open('new')).rejects.toThrow(StoreTooNew);
    expect(await countRows(db)).toEqual(before);
    expect(await db.selectFrom('meta').select('value').where('key', '=', 'migrations').execute()).toEqual([
      { value: newer },
    ]);
  });

  test('a migration that fails leaves everything as it was', async () => {
    const { db } = await firstStore();
    const before = await db.introspection.getTables();
    const broken = async () => Promise.reject(new Error('broken on purpose'));
    await expect(migrate(db, kind, [...MIGRATIONS, broken])).rejects.toThrow('broken on purpose');
    expect(await db.introspection.getTables()).toEqual(before);
  });
});

test('servers that start at once on an empty PostgreSQL make its tables once', async () => {
  const place = await placeOf('postgres');
  const stores = await Promise.all(['a', 'b', 'c', 'd'].map((epoch) => place.open(epoch)));
  for (const store of stores) ends.push(() => store.close());
  expect(new Set(stores.map(({ epoch }) => epoch)).size).toBe(1);
});
