import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aReference, NOW } from '../../test/builders.ts';
import { device } from '../../test/codes.ts';
import { aGrant } from '../../test/grants.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { DAY, HOUR } from '../kernel/instant.ts';
import { type GrantedCode, withinGrant } from '../task-code/granted-code.ts';
import type { GivenGrant } from './grant-terms.ts';
import { assessIssuing, type CodeWish, codeOfWish, grantToSign } from './issuing.ts';

const { given } = await aGrant();
const second = (at: number) => Math.floor(at / 1000);
const wish = (changes: Partial<CodeWish> = {}): CodeWish => ({
  enterprise: { id: 'X00000000001', name: '天祝雪域食品有限公司', region: '620623100' },
  matters: ['M901'],
  officers: [0, 1],
  notBefore: second(NOW),
  expires: second(NOW + 4 * HOUR),
  source: 'complaint',
  reference: aReference(),
  whyOnSite: '投诉称后厨有过期原料。',
  ...changes,
});
const assess = (changes: Partial<CodeWish>, grant: Partial<GivenGrant> = {}, issued = 0, now = NOW) =>
  assessIssuing(wish(changes), { ...given, ...grant }, issued, DEFAULT_POLICY, now);

const elsewhere = { id: 'X00000000002', name: '凉州', region: '620602001' };
test.each<[string, Partial<CodeWish>, string[]]>([
  ['everything in order', {}, []],
  ['no enterprise', { enterprise: undefined }, ['no-enterprise']],
  ['the next county', { enterprise: elsewhere }, ['enterprise-outside']],
  ['no matter', { matters: [] }, ['no-matter']],
  ['one officer', { officers: [0] }, ['too-few-officers']],
  ['one officer twice', { officers: [1, 1] }, ['too-few-officers']],
  ['an officer whom it does not name', { officers: [0, 1, 2] }, ['too-few-officers']],
  ['until its last second', { notBefore: second(given.window.to) - 60, expires: second(given.window.to) }, []],
  [
    'past its last second',
    { notBefore: second(given.window.to) - 60, expires: second(given.window.to) + 1 },
    ['window-outside'],
  ],
  ['as long as one may last', { expires: second(NOW + 5 * DAY) }, []],
  ['longer than one may last', { expires: second(NOW + 5 * DAY) + 1 }, ['window-outside']],
  ['no reference', { reference: undefined }, ['no-reference']],
  ['a reference of tomorrow', { reference: aReference({ date: '2026-11-25' }) }, ['no-reference']],
  ['no source', { source: undefined }, ['no-source']],
  ['no reason', { whyOnSite: ' ' }, ['no-reason']],
  ['a word for a reason', { whyOnSite: '投诉。' }, ['no-reason']],
])('[GRANT-4] %s', (_, changes, expected) => {
  expect(assess(changes)).toEqual(expected);
});

test('[GRANT-4] the grant itself: its time, its end, its last code, its matters', () => {
  expect(assess({}, {}, 0, given.window.from - 1)).toEqual(['grant-not-begun']);
  expect(assess({}, {}, 0, given.window.to)).toEqual(['grant-over']);
  expect(assess({}, { ended: { at: NOW, by: 'head', name: '局长', reason: '调整' } })).toEqual(['grant-ended']);
  expect([assess({}, {}, 19), assess({}, {}, 20)]).toEqual([[], ['grant-used-up']]);
  expect(assess({ matters: ['M901', 'M902'] }, { matters: ['M901'] as never })).toEqual(['matter-not-granted']);
});

test('all officers of the grant are not named again, fewer are by their places', () => {
  const code = (officers: number[], of = 2) =>
    codeOfWish(wish({ officers }) as Parameters<typeof codeOfWish>[0], { number: 1, catalog: 1, officers: of })
      .officers;
  expect([code([1, 0]), code([2, 0, 2], 3)]).toEqual([[], [0, 2]]);
});

test('[SYNC-10] a code without findings on the device lies within the grant for verifiers', () => {
  const signed = grantToSign(given, device.publicKey);
  const any = fc.record({
    matters: fc.subarray(['M901', 'M902', 'M903']),
    officers: fc.array(fc.nat({ max: 3 }), { maxLength: 4 }),
    notBefore: fc.integer({ min: second(given.window.from) - 2, max: second(given.window.to) + 2 }),
    hours: fc.constantFrom(1, 2, 8, 400),
    region: fc.constantFrom('620623', '620623100', '6206', '620602001'),
    number: fc.integer({ min: 1, max: 22 }),
  });
  fc.assert(
    fc.property(any, ({ hours, region, number, ...rest }) => {
      const asked = wish({ ...rest, expires: rest.notBefore + hours * 3600 });
      const enterprise = { ...(asked.enterprise as NonNullable<CodeWish['enterprise']>), region };
      const found = assessIssuing({ ...asked, enterprise }, given, number - 1, DEFAULT_POLICY, NOW);
      const code: GrantedCode = codeOfWish({ ...asked, enterprise }, { number, catalog: 1, officers: 2 });
      if (found.length === 0) expect(withinGrant(code, signed)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('whole seconds inside the window that was given', () => {
  const window = { from: NOW + 1, to: NOW + DAY + 999 };
  expect(grantToSign({ ...given, window }, device.publicKey)).toMatchObject({
    notBefore: second(NOW) + 1,
    expires: second(NOW + DAY),
  });
});
