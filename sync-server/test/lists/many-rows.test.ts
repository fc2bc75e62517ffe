/** Search among so many rows that a database takes its other ways, on every store: the same rows in the same order. */
import { type ListQuery, wholeList } from '@liangma/shared/lists/list-query';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anEnterprise } from '../../../shared/test/builders.ts';
import { pinyinOf } from '../../src/adapters/sql/search/pinyin.ts';
import { noted, type Store } from '../../src/ports/store.ts';
import { enterpriseList } from '../../src/registry/registry-lists.ts';
import { places, STORES } from '../places.ts';

const placeOf = places();
const COUNT = 5_600;
const REGIONS = ['620623100', '620623101', '620622100', '620102001'] as const;
const LETTERS = [...'安博昌东恩丰高海金康'];

/** Most are companies; those of one county begin with its name, so that they stand together in the order by name. */
const enterpriseOf = (i: number): Enterprise => {
  const region = REGIONS[i % REGIONS.length] as string;
  const own = `${LETTERS[i % 7]}${LETTERS[Math.floor(i / 7) % 10]}${LETTERS[Math.floor(i / 70) % 10]}`;
  return anEnterprise({
    id: `X${String(i).padStart(11, '0')}` as Enterprise['id'],
    name: `${region.startsWith('620622') ? '古浪' : ''}${own}${i % 20 === 0 ? '商店' : '有限公司'}`,
    region,
    trade: '',
    grade: i % 50 === 0 ? 'D' : 'B',
  });
};
const ALL = Array.from({ length: COUNT }, (_, i) => enterpriseOf(i));

const placed = (one: Enterprise): string => `${pinyinOf(one.name).full} ${one.id}`;
const sorted = (found: readonly Enterprise[]): string[] =>
  [...found].sort((a, b) => (placed(a) < placed(b) ? -1 : 1)).map(({ id }) => id);

/** Statistics follow an import of a thousand rows or more; smaller ones leave a database without any for a while. */
const SAVED = [
  ...STORES.map((kind) => ({ kind, statistics: 'with' })),
  { kind: 'postgres', statistics: 'without' },
] as const;

describe.each(SAVED)('search among many rows on $kind $statistics statistics', ({ kind, statistics }) => {
  let store: Store;
  beforeAll(async () => {
    store = await (await placeOf(kind)).open('first');
    await store.write(async (tx) => {
      await tx.registry.saveEnterprises(ALL);
      return noted(undefined);
    });
    if (statistics === 'with') await store.refreshStatistics();
  }, 60_000);
  afterAll(() => store.close());

  const ask = (region: string, asked: Partial<ListQuery<typeof enterpriseListSpec>>) =>
    enterpriseList({ store }, region, { ...wholeList(enterpriseListSpec), ...asked });

  test.each<[string, string, Partial<ListQuery<typeof enterpriseListSpec>>, (one: Enterprise) => boolean]>([
    ['a word of most names, in a province', '62', { q: '公司' }, ({ name }) => name.includes('公司')],
    [
      'a word of most names, in a county',
      '620623',
      { q: '公司' },
      ({ name, region }) => name.includes('公司') && region.startsWith('620623'),
    ],
    [
      'names that stand together',
      '62',
      { q: '古浪 公司' },
      ({ name }) => name.includes('古浪') && name.includes('公司'),
    ],
    ['a word of most names, from the end', '62', { q: '公司', sort: '-name' }, ({ name }) => name.includes('公司')],
    [
      'a word of most names, of one grade',
      '62',
      { q: '公司', filters: { grade: 'D' } },
      ({ name, grade }) => name.includes('公司') && grade === 'D',
    ],
    ['four signs of most numbers, in a county', '620623', { q: 'x000' }, ({ region }) => region.startsWith('620623')],
    [
      'a word of most names, in a township',
      '62',
      { q: '公司', filters: { region: '620623101' } },
      ({ name, region }) => name.includes('公司') && region === '620623101',
    ],
    ['a seldom word', '6206', { q: '商店' }, ({ name, region }) => name.includes('商店') && region.startsWith('6206')],
    ['a filter alone', '62', { filters: { grade: 'D' } }, ({ grade }) => grade === 'D'],
    [
      'a number by its beginning, with a word of most names',
      '62',
      { q: 'X00000 公司' },
      ({ name }) => name.includes('公司'),
    ],
    [
      'a number of few, with a word',
      '62',
      { q: 'X0000000001 公司' },
      ({ id, name }) => id.startsWith('X0000000001') && name.includes('公司'),
    ],
    ['nothing typed', '62', {}, () => true],
  ])('%s: pages there and back', async (_, region, asked, holds) => {
    const expected = sorted(ALL.filter(holds));
    if (asked.sort === '-name') expected.reverse();
    const first = await ask(region, { ...asked, limit: 40 });
    const second = await ask(region, { ...asked, limit: 40, after: first.next ?? undefined });
    const back = await ask(region, { ...asked, limit: 40, before: second.previous ?? undefined });
    const ids = (page: typeof first) => page.rows.map(({ id }) => id);
    expect([...ids(first), ...(first.next === null ? [] : ids(second))]).toEqual(expected.slice(0, 80));
    if (first.next !== null) expect(ids(back)).toEqual(ids(first));
    expect(first.atLeast ? first.total <= expected.length : first.total === expected.length).toBe(true);
  });
});
