import { createHash } from 'node:crypto';
import { actorSchema } from '@liangma/shared/access/authorise';
import { DAY, dayOf } from '@liangma/shared/kernel/instant';
import { agencySchema } from '@liangma/shared/registry/agency';
import { officerSchema } from '@liangma/shared/registry/officer';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { isQualified, MARKET_SUPERVISION } from './agencies.ts';
import { demoCounty } from './county.ts';

const NOW = Date.parse('2026-11-24T10:00+08:00');

const small = demoCounty('small', NOW);
const county = demoCounty('county', NOW);
const SIZES = [
  ['small', small],
  ['county', county],
] as const;

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe('demo county', () => {
  test('the same size and time give the same county; another time changes the dates and keeps the enterprises', () => {
    expect(hash(demoCounty('small', NOW))).toBe(hash(small));
    const later = demoCounty('small', NOW + 40 * DAY);
    expect(hash(later.tasks)).not.toBe(hash(small.tasks));
    expect(hash(later.enterprises)).toBe(hash(small.enterprises));
  });

  test('counts', () => {
    const counts = SIZES.map(([, c]) => [c.agencies, c.officers, c.enterprises, c.tasks].map(({ length }) => length));
    expect(counts).toEqual([
      [52, 200, 2_000, 1_501],
      [52, 1_500, 74_000, 12_001],
    ]);
  });
});

describe('agencies', () => {
  test('every agency is valid and unique', () => {
    for (const agency of small.agencies) v.assert(agencySchema, agency);
    expect(new Set(small.agencies.map(({ id }) => id)).size).toBe(small.agencies.length);
    expect(small.agencies.find(({ id }) => id === MARKET_SUPERVISION)?.name).toBe('天祝藏族自治县市场监督管理局');
  });

  test('[QUAL-1] [QUAL-2] one agency has ended, one is unconfirmed, one entrusted without filing, and two only supervise', () => {
    expect(small.agencies.filter((agency) => !isQualified(agency)).map(({ id }) => id)).toEqual([
      '620623-LSJ',
      '620623-SJJ',
      '620623-NYNC01',
      '6206-SFJ',
      '62-SFT',
    ]);
  });
});

describe.each(SIZES)('officers of the %s', (_, { officers, agencies }) => {
  test('officers are valid, have unique numbers and exist in every agency that inspects', () => {
    for (const officer of officers) v.assert(officerSchema, officer);
    const numbers = officers.map(({ certificate }) => certificate.number);
    expect(new Set([...numbers, ...officers.map(({ id }) => id)]).size).toBe(2 * officers.length);
    expect(numbers.every((number) => /^620623\d{5}$/.test(number))).toBe(true);
    const staffed = new Set(officers.map(({ agency }) => agency));
    expect(agencies.filter(({ id }) => !staffed.has(id)).map(({ id }) => id)).toEqual(['6206-SFJ', '62-SFT']);
  });

  test('[QUAL-3] the officers include the people of the story, a few expired certificates and one suspension', () => {
    expect(officers.slice(0, 3)).toMatchObject([
      { name: '王建国', agency: MARKET_SUPERVISION, certificate: { number: '62062300017' } },
      { name: '卓玛', agency: MARKET_SUPERVISION, certificate: { number: '62062300042' } },
      { name: '卓才让', agency: MARKET_SUPERVISION, certificate: { number: '62062300051', validTo: '2026-11-20' } },
    ]);
    expect(officers.filter(({ name }) => ['王建国', '卓玛', '卓才让'].includes(name))).toHaveLength(3);
    const expired = officers.filter(({ certificate }) => certificate.validTo < dayOf(NOW)).length;
    expect(expired).toBeGreaterThan(1);
    expect(expired).toBeLessThan(officers.length * 0.03);
    expect(officers.filter(({ suspended }) => suspended)).toHaveLength(1);
  });
});

test('each role has its person, and the officers among them are in the registry', () => {
  expect(small.accounts.map(({ account }) => account)).toEqual([
    'lichunmei',
    'mayongcheng',
    'wangjianguo',
    'zhuoma',
    'hejing',
    'zhaolei',
    'wangxiulan',
    'gaohaiyan',
    'maguoliang',
    'qiyulan',
    'liuzhiqiang',
    'sunlihua',
    'yangfan',
    'chentao',
    'zhangwei',
    'zhaomin',
  ]);
  for (const { actor, password } of small.accounts) {
    v.assert(actorSchema, actor);
    expect(password).toBe('liangma-demo');
    const officer = small.officers.find(({ id }) => id === actor.officer);
    expect(officer?.name).toBe(actor.officer === null ? undefined : actor.name);
  }
});
