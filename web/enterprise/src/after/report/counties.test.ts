import type { Claims } from '@liangma/shared/task-code/claims';
import { expect, test } from 'vitest';
import { placeFor } from './counties.ts';

const prefectures = [
  { code: '6206', name: '武威市', counties: [{ code: '620623', name: '天祝藏族自治县' }] },
  { code: '6207', name: '张掖市', counties: [{ code: '620702', name: '甘州区' }] },
];
const codeOf = (agency: string, more: object = {}) => ({ agency, statusShard: '6207', ...more }) as unknown as Claims;
const [TIANZHU, GANZHOU] = [
  { prefecture: '6206', county: '620623' },
  { prefecture: '6207', county: '620702' },
];

test.each([
  ['no code, several counties served', undefined, undefined, { prefecture: '', county: '' }],
  ['no code, one county served', undefined, '620623', TIANZHU],
  ['a code of a county', codeOf('620702-SCJG'), '620623', GANZHOU],
  ['a code that a device issued', codeOf('62-SCJG', { issuedUnder: { region: '620702100' } }), undefined, GANZHOU],
  ['a code of a prefecture', codeOf('6207-SCJG'), undefined, { prefecture: '6207', county: '' }],
  ['a code of a zone that is no county', codeOf('620171-SCJG'), undefined, { prefecture: '', county: '' }],
])('%s', (_, claims, served, place) => {
  expect(placeFor({ prefectures, served }, claims)).toEqual(place);
});
