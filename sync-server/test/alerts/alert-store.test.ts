/** Contract tests of the alert list, for every store. */

import { type AlertLife, NEW_ALERT } from '@liangma/shared/alerts/alert';
import { alertListSpec, askedAlertListSpec } from '@liangma/shared/alerts/alert-list';
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
  severity: 'grave',
  subject: { kind: 'task', id: 'task' },
  agency: 'agency',
  lastAt: at,
  count: 1,
  key: `key ${id}`,
  missing: null,
  occurrences: [{ at, event: 'event', evidence: {} }],
  life: NEW_ALERT,
  ...changes,
});
const closed: AlertLife = {
  state: 'closed',
  owner: { account: 'zhangwei', name: '张伟' },
  steps: [{ step: 'closed', at: 9, by: 'zhangwei', name: '张伟', words: '属实' }],
  closed: { at: 9, by: 'zhangwei', name: '张伟', note: '属实' },
};
const asked: AlertLife = {
  state: 'asked',
  owner: null,
  deadline: 8,
  steps: [{ step: 'asked', at: 2, by: 'zhangwei', name: '张伟', words: '请说明', deadline: 8 }],
};

describe.each(STORES)('alerts on %s', (kind) => {
  let store: Store;
  const all = [alert('a', 1), alert('b', 3), alert('c', 3), alert('d', 2), alert('e', 4, { life: closed })];
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
    store.read((tx) => tx.alerts.list(region as RegionCode, query(changes), 10));
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

  test('[SUP-1] filters find by severity, rule, agency, owner and overdue term; an agency lists what it was asked alone', async () => {
    const life = { ...asked, owner: { account: 'zhangwei', name: '张伟' } };
    const one = alert('q', 6, {
      life,
      severity: 'notice',
      rule: 'NOT-2',
      agency: 'other',
      county: '620702',
      shard: '6207',
    });
    await store.write(async (tx) => {
      await tx.shards.next('6207');
      await tx.alerts.save(one);
      return committed(undefined);
    });
    const ids = async (filters: ListQuery<typeof alertListSpec>['filters']) =>
      (await list('6207', { filters })).rows.map(({ row }) => row.id);
    expect(await ids({})).toEqual(['q']);
    expect(
      await ids({ severity: 'notice', rule: 'NOT-2', agency: 'other', owner: 'zhangwei', overdue: 'yes' }),
    ).toEqual(['q']);
    for (const filters of [
      { severity: 'grave' },
      { owner: 'nobody' },
      { agency: 'agency' },
      { state: 'open' },
    ] as const) {
      expect(await ids(filters)).toEqual([]);
    }
    const askedOf = (agency: string) =>
      store.read((tx) => tx.alerts.askedList(agency, wholeList(askedAlertListSpec), 10));
    expect((await askedOf('other')).rows.map(({ row }) => row)).toEqual([one]);
    expect((await askedOf('agency')).rows).toEqual([]);
    expect(await store.read((tx) => tx.alerts.overdue('6207', 0, 10))).toEqual([one]);
    expect(await store.read((tx) => tx.alerts.overdue('6207', 0, 8))).toEqual([]);
  });

  test('[SUP-1] two alerts with one key are never both unclosed', async () => {
    const twice = store.write(async (tx) => {
      await tx.alerts.save(alert('k1', 7, { key: 'same' }));
      await tx.alerts.save(alert('k2', 8, { key: 'same' }));
      return committed(undefined);
    });
    await expect(twice).rejects.toThrow(/unique|duplicate/i);
  });
});
