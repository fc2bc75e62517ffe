import { expect, test } from 'vitest';
import type { LedgerItem } from '#lib/offline/outbox/ledger.ts';
import { byVisit } from './by-visit.ts';

const item = (task: string, id: string) => ({ row: { task, id }, enterprise: `at ${task}` }) as unknown as LedgerItem;

test('one group a visit, in the order of the first record of each', () => {
  const visits = byVisit([item('b', '1'), item('a', '2'), item('b', '3')]);
  expect(visits.map(({ task, enterprise, items }) => [task, enterprise, items.map(({ row }) => row.id)])).toEqual([
    ['b', 'at b', ['1', '3']],
    ['a', 'at a', ['2']],
  ]);
  expect(byVisit([])).toEqual([]);
});
