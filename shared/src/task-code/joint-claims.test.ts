import { expect, test } from 'vitest';
import { claims } from '../../test/codes.ts';
import type { CborMap, CborValue } from '../kernel/cbor.ts';
import { CLAIM, type Claims, decodeClaims, encodeClaims } from './claims.ts';

const [first, second] = claims.officers;
const sent = (name: string, partner: string) => ({ name, certificate: '62062300088', partner });
const withOfficers = (officers: readonly unknown[]): Claims => ({
  ...claims,
  officers: officers as Claims['officers'],
});

/** The claims with other cells at the place of the officers. */
function tampered(cells: CborValue): CborMap {
  const map = new Map(encodeClaims(claims));
  const row = [...(map.get(CLAIM.inspection) as CborValue[])];
  row[3] = cells;
  return map.set(CLAIM.inspection, row);
}

test.each([
  ['one partner', [first, sent('祁玉兰', '应急管理局')]],
  ['two officers of a partner', [first, second, sent('祁玉兰', '应急管理局'), sent('马国梁', '应急管理局')]],
  ['two partners', [first, sent('祁玉兰', '应急管理局'), sent('达瓦', '消防救援大队')]],
  ['a partner whose name is a number', [first, sent('祁玉兰', '119')]],
])('a code of a joint inspection reads back: %s', (_, officers) => {
  const joint = withOfficers(officers);
  expect(decodeClaims(encodeClaims(joint))).toEqual(joint);
});

test('a code of one agency has no array inside its officers', () => {
  const row = encodeClaims(claims).get(CLAIM.inspection) as CborValue[];
  expect((row[3] as CborValue[]).some(Array.isArray)).toBe(false);
});

test.each<[string, CborValue]>([
  ['a partner without officers', ['甲', 1, ['应急管理局']]],
  ['an officer without a certificate', ['甲', 1, ['应急管理局', '乙']]],
  ['an array without a name', ['甲', 1, []]],
  ['a name that is an array', ['甲', 1, [['应急管理局'], '乙', 2]]],
  ['one partner twice in a row', ['甲', 1, ['A', 'B', 2], ['A', 'C', 3]]],
  ['an officer of the lead agency behind a partner', ['甲', 1, ['A', 'B', 2], '丙', 3]],
])('%s is not profile 1', (_, cells) => {
  expect(decodeClaims(tampered(cells))).toBeUndefined();
});
