import { expect, test } from 'vitest';
import { aTask } from '../../test/builders.ts';
import { DAY } from '../kernel/instant.ts';
import { calendarVisitOf, mergeableVisits } from './calendar.ts';
import type { Task } from './task.ts';

const own = aTask('issued');
const elsewhere = { ...own.enterprise, id: 'X00000000777' as Task['enterprise']['id'], name: '乙店' };
const other = (changes: Partial<Task> = {}): Task =>
  ({ ...aTask('issued'), agency: { id: '620623-YJGL', name: '应急管理局' }, ...changes }) as Task;
const later = { from: own.window.from + 3 * DAY, to: own.window.to + 3 * DAY };

test('[DUP-1] of other agencies an agency is told visits that could be merged with its own, and never who goes', () => {
  const seen = mergeableVisits(
    [own],
    [
      other(),
      other({ window: later }),
      other({ enterprise: elsewhere }),
      other({ enterprise: elsewhere, window: later }),
      other({ enterprise: { ...elsewhere, township: '打柴沟镇' } }),
      other({ surprise: true }),
    ],
  );
  const { name, township } = own.enterprise;
  expect(seen.map(({ task, officers, enterprise, window }) => [task, officers, enterprise, window])).toEqual([
    [null, [], { name, township }, own.window],
    [null, [], { name, township }, later],
    [null, [], { name: '', township }, own.window],
  ]);
  expect(mergeableVisits([], [other()])).toEqual([]);
});

test('a visit of the own agency is told whole', () => {
  expect(calendarVisitOf(own)).toEqual({
    task: own.id,
    state: 'issued',
    agency: own.agency,
    enterprise: { name: own.enterprise.name, township: own.enterprise.township },
    officers: own.officers,
    window: own.window,
  });
});
