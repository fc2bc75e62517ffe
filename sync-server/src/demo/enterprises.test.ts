import { ENTERPRISE_KINDS, enterpriseSchema } from '@liangma/shared/registry/enterprise';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { enterpriseId, organisationCheckDigit } from './enterprise-ids.ts';
import { demoEnterprises, STORY } from './enterprises.ts';
import { TOWNSHIPS } from './regions.ts';
import { tradeOf } from './trades.ts';

const small = demoEnterprises(2_000);
const county = demoEnterprises(74_000);
const EVERY_NTH = 25;

describe('enterprises', () => {
  test('the enterprises of the story come first and have the same ids in every size', () => {
    expect(small.slice(0, 4)).toEqual(Object.values(STORY));
    expect(county.slice(0, 4)).toEqual(Object.values(STORY));
    expect(STORY.food).toMatchObject({ name: '天祝雪域食品有限公司', region: '620623100', grade: 'B', demo: true });
    expect(STORY.food.id).toMatch(/^91620623MA/);
    expect(STORY.yaks).toMatchObject({ kind: 'farmers-cooperative', region: '620623101' });
  });

  test.each([
    ['small', small],
    ['county', county],
  ])('%s: every enterprise is valid, unique, marked and of a known trade', (_, enterprises) => {
    for (const enterprise of enterprises.filter((_, i) => i % EVERY_NTH === 0)) v.assert(enterpriseSchema, enterprise);
    expect(new Set(enterprises.map(({ id }) => id)).size).toBe(enterprises.length);
    expect(enterprises.every(({ demo, trade }) => demo && tradeOf(trade))).toBe(true);
  });

  test('every check digit holds, including ids without USCC', () => {
    const schema = enterpriseSchema.entries.id;
    expect(county.filter(({ id }) => !v.is(schema, id))).toEqual([]);
    const unregistered = county.filter(({ id }) => id.startsWith('X'));
    expect(new Set(unregistered.map(({ kind }) => kind))).toEqual(new Set(['personal-partnership']));
    expect(unregistered.length).toBeGreaterThan(50);
  });

  test('all nine kinds and all townships occur, and most enterprises are shops', () => {
    for (const enterprises of [small, county]) {
      expect(new Set(enterprises.map(({ kind }) => kind))).toEqual(new Set(ENTERPRISE_KINDS));
      expect(new Set(enterprises.map(({ region }) => region)).size).toBe(TOWNSHIPS.length);
    }
    const share = (kind: string) => county.filter((enterprise) => enterprise.kind === kind).length / county.length;
    expect(share('individual-business')).toBeCloseTo(0.7, 2);
    expect(share('farmers-cooperative')).toBeCloseTo(0.09, 2);
  });

  test('a search for a place of the story finds that one', () => {
    for (const word of ['雪域', '康源', '鑫盛', '高原白牦牛']) {
      expect(county.filter(({ name }) => name.includes(word)).map(({ name }) => name)).toHaveLength(1);
    }
  });
});

describe('enterprise ids', () => {
  test('GB 11714 check digit of the published example D2143569', () => {
    expect(organisationCheckDigit('D2143569')).toBe('X');
  });

  test('kind digit, region and organisation code are where GB 32100 puts them', () => {
    expect(enterpriseId('limited-company', 7)).toMatch(/^91620623MAY[0-9A-Z]{5}[0-9X][0-9A-Z]$/);
    expect(enterpriseId('individual-business', 7)).toMatch(/^92620623/);
    expect(enterpriseId('farmers-cooperative', 7)).toMatch(/^93620623/);
    expect(enterpriseId('personal-partnership', 7)).toBe('X62062300007');
  });
});
