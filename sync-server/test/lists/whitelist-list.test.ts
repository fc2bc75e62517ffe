/** The list of the whitelist, on every store. */
import { shardOf } from '@liangma/shared/kernel/regions';
import { type ListQuery, wholeList } from '@liangma/shared/lists/list-query';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import type { WhitelistEntry } from '@liangma/shared/registry/whitelist';
import { whitelistListSpec } from '@liangma/shared/registry/whitelist-list';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anEnterprise } from '../../../shared/test/builders.ts';
import { noted, type Store } from '../../src/ports/store.ts';
import { whitelistList } from '../../src/registry/registry-lists.ts';
import { places, STORES } from '../places.ts';

const placeOf = places();
const TODAY = '2026-11-24';
const clock = { now: () => Date.parse(`${TODAY}T02:00:00Z`) };

const enterprise = (n: number, name: string, region: string): Enterprise =>
  anEnterprise({ id: `X0000000000${n}` as Enterprise['id'], name, region, trade: '' });
const FOOD = enterprise(1, '天祝雪域食品有限公司', '620623100');
const SHOP = enterprise(2, '久久超市', '620623101');
const GULANG = enterprise(3, '古浪食品厂', '620622100');
const LANZHOU = enterprise(4, '兰州牛肉面馆', '620102001');

const entry = (id: string, from: string, until: string, removed: string | null = null): WhitelistEntry => ({
  id,
  from,
  until,
  condition: '两年无违法记录',
  document: '天营商〔2026〕3号',
  at: 0,
  by: 'liuzhiqiang',
  removed: removed === null ? null : { on: removed, reason: '受到行政处罚', at: 0, by: 'liuzhiqiang' },
});

/** Two enterprises have an entry of the same import, and of the same id. */
const ENTRIES: readonly (readonly [Enterprise, WhitelistEntry])[] = [
  [FOOD, entry('import', '2024-01-01', '2024-12-31')],
  [FOOD, entry('now', '2026-01-01', '2026-12-31')],
  [SHOP, entry('import', '2026-01-01', '2027-12-31', TODAY)],
  [GULANG, entry('import', '2026-01-01', '2026-12-31')],
  [LANZHOU, entry('next', '2027-01-01', '2027-12-31')],
];

describe.each(STORES)('[WL-1] the list of the whitelist on %s', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await (await placeOf(kind)).open('first');
    await store.write(async (tx) => {
      await tx.registry.saveRegions([
        { code: '620623', name: '天祝藏族自治县' },
        { code: '620623100', name: '华藏寺镇' },
      ]);
      await tx.registry.saveEnterprises([FOOD, SHOP, GULANG, LANZHOU]);
      for (const [one, listed] of ENTRIES)
        await tx.registryHistory.saveWhitelistEntry(shardOf(one.region), one.id, listed);
      return noted(undefined);
    });
  });
  afterAll(() => store.close());

  const ask = (region: string, asked: Partial<ListQuery<typeof whitelistListSpec>> = {}) =>
    whitelistList({ store, clock }, region, { ...wholeList(whitelistListSpec), ...asked });
  const idsOf = async (region: string, asked: Partial<ListQuery<typeof whitelistListSpec>> = {}) => {
    const { rows, total } = await ask(region, asked);
    expect(rows).toHaveLength(total);
    return rows.map((row) => `${row.enterprise.id.slice(-1)} ${row.id} ${row.state}`);
  };

  test('each region sees its own, the one that ends last first', async () => {
    expect(await idsOf('62')).toEqual([
      '4 next coming',
      '3 import current',
      '1 now current',
      '2 import ended',
      '1 import ended',
    ]);
    expect(await idsOf('620623')).toEqual(['1 now current', '2 import ended', '1 import ended']);
    expect(await idsOf('620602')).toEqual([]);
  });

  test.each([
    [{ filters: { state: 'current' } }, ['3 import current', '1 now current']],
    [{ filters: { state: 'coming' } }, ['4 next coming']],
    [{ filters: { state: 'ended' } }, ['2 import ended', '1 import ended']],
    [{ filters: { region: '620622' } }, ['3 import current']],
    [{ filters: { region: '620623101' } }, ['2 import ended']],
    [{ q: '食品', sort: 'from' }, ['1 import ended', '1 now current', '3 import current']],
    [{ q: 'jjcs' }, ['2 import ended']],
    [{ q: 'x00000000003' }, ['3 import current']],
    [{ q: '没有这家' }, []],
  ] as const)('%o', async (asked, expected) => {
    expect(await idsOf('62', asked)).toEqual(expected);
  });

  test('a filter for a region beyond the own one finds nothing', async () => {
    expect(await idsOf('620623', { filters: { region: '620622' } })).toEqual([]);
  });

  test('a row has the terms, the last day after a removal, and the names of the place', async () => {
    const { rows } = await ask('620623', { q: '久久' });
    expect(rows).toMatchObject([{ until: '2027-12-31', last: '2026-11-23', removed: { on: TODAY } }]);
    expect((await ask('620623', { q: '雪域' })).rows[0]).toMatchObject({
      county: '天祝藏族自治县',
      township: '华藏寺镇',
    });
  });

  test('pages over several prefectures have no gap and no repetition', async () => {
    const whole = (await ask('62')).rows.map((row) => `${row.enterprise.id} ${row.id}`);
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await ask('62', { limit: 2, after });
      found.push(...page.rows.map((row) => `${row.enterprise.id} ${row.id}`));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(found).toEqual(whole);
  });

  test('a removal by hand moves an entry in the list', async () => {
    await store.write(async (tx) => {
      await tx.registryHistory.saveWhitelistEntry(
        '6206',
        GULANG.id,
        entry('import', '2026-01-01', '2026-12-31', TODAY),
      );
      return noted(undefined);
    });
    expect(await idsOf('620622')).toEqual(['3 import ended']);
  });
});
