import { expect, test } from 'vitest';
import { anApplication, aReference, NOW, someFacts } from '../../test/builders.ts';
import type { Reference } from '../tasks/task.ts';
import { referenceGiven } from './reference.ts';

const codes = (reference: Partial<Reference>): string[] =>
  referenceGiven(
    anApplication({ type: 'case', source: 'complaint', reference: aReference(reference) }),
    someFacts(),
    NOW,
  ).map(({ code }) => code);

test.each([
  [
    'hotline',
    ['12345-20261123-0017', 'GS202611230001', '２０２６１１２３０００１'],
    ['工单', '12345', '天市监函〔2026〕7号'],
  ],
  [
    'superior',
    ['甘市监交办〔2026〕7号', '天政办发 [2026] 17 号', 'XS-2026-003'],
    ['局长口头交办', '第7号', '〔2026〕7号'],
  ],
  ['monitoring', ['YJ-2026-118', 'a1b2c3'], ['监测预警', 'A-1']],
  ['letter-or-visit', ['XF2026-031', '甘信〔2026〕3号'], ['来信']],
  ['enterprise', ['申请'], []],
  ['other', ['电话记录一'], []],
] as const)(
  '[FREQ-6] a number that the channel %s does not give out is pointed out, and blocks nothing',
  (channel, usual, unusual) => {
    for (const number of usual) expect([number, codes({ channel, number })]).toEqual([number, []]);
    for (const number of unusual) expect([number, codes({ channel, number })]).toEqual([number, ['reference-unusual']]);
  },
);

test('[FREQ-6] a reference is the same in full-width signs, with blanks and in small letters', () => {
  const facts = someFacts({
    referenceUses: [{ number: 'GS-20261120-0001', task: 't', enterprise: '某店', from: NOW }],
  });
  const found = (number: string) =>
    referenceGiven(
      anApplication({ type: 'case', source: 'complaint', reference: aReference({ number }) }),
      facts,
      NOW,
    ).map(({ code }) => code);
  for (const number of ['ＧＳ－２０２６１１２０－０００１', 'gs-20261120-0001', 'GS-20261120 -0001'])
    expect([number, found(number)]).toEqual([number, ['reference-used-twice']]);
  expect(found('GS-20261120-0002')).toEqual([]);
});
