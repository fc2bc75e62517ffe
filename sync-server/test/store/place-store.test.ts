/** Contract tests of the directory of shards and of the counters of each, for every store. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noted, type Store, type WriteTx } from '../../src/ports/store.ts';
import { places, STORES } from '../places.ts';

const placeOf = places();

describe.each(STORES)('directory of shards on %s', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await (await placeOf(kind)).open('first');
  });
  afterAll(() => store.close());
  const write = <T>(work: (tx: WriteTx) => Promise<T>) => store.write(async (tx) => noted(await work(tx)));
  const shardOf = (id: string) => store.read((tx) => tx.places.shardOf('task', id));

  test('an id belongs to the shard that claimed it first', async () => {
    expect(await shardOf('a')).toBeUndefined();
    const claims = await write(async (tx) => [
      await tx.places.claim('task', 'a', '6206'),
      await tx.places.claim('task', 'a', '6206'),
      await tx.places.claim('task', 'a', '6201'),
      await tx.places.claim('number', 'a', '6201'),
    ]);
    expect(claims).toEqual([true, true, false, true]);
    expect(await shardOf('a')).toBe('6206');
  });

  test('an id that moves is found in its new shard', async () => {
    await write(async (tx) => {
      await tx.places.move('task', 'a', '6201');
      await tx.places.move('task', 'b', '6202');
    });
    expect([await shardOf('a'), await shardOf('b')]).toEqual(['6201', '6202']);
    expect(await write((tx) => tx.places.claim('task', 'a', '6206'))).toBe(false);
  });

  test('a shard that counts is known, and shares no counter with another', async () => {
    const next = (shard: string) => write((tx) => tx.shards.next(shard));
    const draft = (shard: string) => write((tx) => tx.drafts.next(shard));
    expect([
      await next('6206'),
      await next('6201'),
      await next('6206'),
      await draft('6206'),
      await draft('6203'),
    ]).toEqual([1, 1, 2, 1, 1]);
    expect(await store.read((tx) => tx.shards.all())).toEqual(
      new Map([
        ['6201', 1],
        ['6206', 2],
      ]),
    );
  });
});
