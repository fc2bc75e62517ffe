/** Contract tests of the alert list, for every store. */

import { alertListSpec } from '@liangma/shared/alerts/alert-list';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import { cursorOf } from '@liangma/shared/lists/cursor';
import { type ListQuery, wholeList } from '@liangma/shared/lists/list-query';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/repository.ts';
import { committed, type Store } from '../../src/ports/store.ts';
import { places, STORES } from '../places.ts';

const placeOf = places();

const alert = (id: string, at: number, changes: Partial<Alert> = {}): Alert => ({
  shard: '6206',
  id,
  at,
  rule: 'SYNC-5',
  code: 'performed-after-withdrawal',
  task: 'task',
  county: '620623',
  event: 'event',
  device: 'device',
  missing: null,
  closed: null,
  ...changes,
});
const closed = { at: 9, by: 'zhangwei', name: '张伟', note: '属实' };

describe.each(STORES)('alerts on %s', (kind) => {
  let store: Store;
  const all = [alert('a', 1), alert('b', 3), alert('c', 3), alert('d', 2), alert('e', 4, { closed })];
  beforeAll(async () => {
    store = await (await placeOf(kind)).open('first');
    await store.write(async (tx) => {
      for (const shard of ['6206', '6201']) await tx.shards.next(shard);
      for (const one of [...all, alert('x', 5, { shard: '6201', county: '620102' })]) await tx.alerts.save(one);
      return committed(undefined, { shard: '', id: 'audit', at: 0, actor: 't', action: 't', subject: '' });
    });
  });
  afterAll(() => store.close());

  const query = (changes: Partial<ListQuery<typeof alertListSpec>>) => ({ ...wholeList(alertListSpec), ...changes });
  const list = (region: string, changes: Partial<ListQuery<typeof alertListSpec>>) =>
    store.read((tx) => tx.alerts.list(region as RegionCode, query(changes)));
  const idsFrom = async (limit: number, after?: { value: number; id: string }) =>
    (await list('6206', { limit, after: after && cursorOf('-at', after) })).rows.map(({ row }) => row.id);

  test('pages list each open alert of a region once, newest first, even if two have the same time', async () => {
    expect(await idsFrom(9)).toEqual(['c', 'b', 'd', 'a']);
    expect(await idsFrom(1)).toEqual(['c']);
    expect(await idsFrom(2, { value: 3, id: 'c' })).toEqual(['b', 'd']);
    expect(await idsFrom(2, { value: 2, id: 'd' })).toEqual(['a']);
    expect(await idsFrom(2, { value: 1, id: 'a' })).toEqual([]);
  });

  test('lists and counts separate open from closed alerts', async () => {
    expect((await list('62', { filters: { state: 'closed' } })).rows.map(({ row }) => row)).toEqual([all[4]]);
    const count = async (state: 'open' | 'closed', region: string) =>
      (await list(region, { filters: { state } })).total;
    expect(await Promise.all([count('open', '62'), count('open', '6206'), count('closed', '6206')])).toEqual([5, 4, 1]);
  });
});
