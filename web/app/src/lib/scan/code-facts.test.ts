import type { Claims } from '@liangma/shared/task-code/claims';
import type { Catalog } from '@liangma/shared/trust/catalog';
import { expect, test } from 'vitest';
import { codeFactsOf } from './code-facts.ts';

const FROM = 1_795_492_800;
const claims = (changes: Partial<Claims> = {}): Claims => ({
  agency: '620623-SCJG',
  agencyName: '天祝藏族自治县市场监督管理局',
  enterprise: 'X00000000001',
  enterpriseName: '天祝雪域食品有限公司',
  notBefore: FROM,
  expires: FROM + 14_400,
  task: '019ab3a0-1234-7abc-8def-0123456789ab',
  kind: 'routine',
  matters: ['M901'],
  officers: [{ name: '王建国', certificate: '62062300017' }],
  catalog: 1,
  nth: 2,
  statusShard: '6206',
  statusIndex: 7,
  ...changes,
});
const catalog: Catalog = {
  version: 1,
  matters: new Map([
    ['M901', { title: '食品生产监督检查', basis: '《中华人民共和国食品安全法》第一百一十条', cap: 2 }],
    ['M902', { title: '定量包装商品计量检查', basis: '', cap: null }],
  ]),
};

test('the facts of a code include title, basis and cap of its matter', () => {
  expect(codeFactsOf(claims(), catalog)).toEqual({
    agency: '天祝藏族自治县市场监督管理局',
    agencies: ['天祝藏族自治县市场监督管理局'],
    enterprise: '天祝雪域食品有限公司',
    enterpriseId: 'X00000000001',
    kind: 'routine',
    nth: 2,
    matters: [{ id: 'M901', title: '食品生产监督检查', basis: '《中华人民共和国食品安全法》第一百一十条', cap: 2 }],
    officers: [{ name: '王建国', certificate: '62062300017' }],
    window: { from: FROM * 1000, to: (FROM + 14_400) * 1000 },
    onSite: undefined,
  });
});

test('a matter that the catalog does not hold is not dropped', () => {
  expect(codeFactsOf(claims({ matters: ['M999'] }), catalog).matters).toEqual([
    { id: 'M999', title: undefined, basis: '', cap: undefined },
  ]);
});

test('a code issued by a device states its number under the grant', () => {
  const issuedUnder = { grant: '0123456789abcdef', number: 3, region: '620623', expires: FROM + 86_400 };
  expect(codeFactsOf(claims({ issuedUnder }), catalog).onSite).toBe(3);
});

test.each([
  ['a visit', { kind: 'visit' }],
  ['a device that cannot know', { nth: 0 }],
] as const)('no n-th of the year for %s', (_, changes) => {
  expect(codeFactsOf(claims(changes), catalog).nth).toBeUndefined();
});

test('a code of a joint inspection names the lead agency and each partner once', () => {
  const sent = (name: string, partner: string) => ({ name, certificate: '62062300088', partner });
  const officers = [
    ...claims().officers,
    sent('祁玉兰', '应急管理局'),
    sent('达瓦', '应急管理局'),
    sent('马敏', '消防大队'),
  ];
  expect(codeFactsOf(claims({ officers }), catalog).agencies).toEqual([
    '天祝藏族自治县市场监督管理局',
    '应急管理局',
    '消防大队',
  ]);
});
