import { expect, test } from 'vitest';
import { aRecord, matterId } from '../../test/builders.ts';
import { entriesOf } from './from-record.ts';

test('filled fields of a record become entries, empty ones do not', () => {
  const items = [
    { matter: matterId('M901'), item: '1', answer: 'pass' as const, finding: '' },
    { matter: matterId('M901'), item: '2', answer: 'fail' as const, finding: '面粉靠墙' },
  ];
  const record = aRecord({
    items,
    outcome: 'ordered-to-correct',
    correctBy: '2026-12-01',
    personPresent: '央金',
    opinion: '',
  });
  expect(entriesOf(record).map(({ key, value }) => [key, value])).toEqual([
    ['answer|M901|1', 'pass'],
    ['answer|M901|2', 'fail'],
    ['finding|M901|2', '面粉靠墙'],
    ['outcome', 'ordered-to-correct'],
    ['correctBy', '2026-12-01'],
    ['personPresent', '央金'],
  ]);
});
