import { expect, test } from 'vitest';
import { aReference, aTask, aVisit, NOW, someFacts } from '../../test/builders.ts';
import { applicationOf } from '../tasks/versions.ts';
import { assess } from './assess.ts';
import { withoutTask } from './facts.ts';

test('an application does not stand in its own way', () => {
  const reference = aReference();
  const task = { ...aTask('applied'), type: 'case', source: 'complaint', reference } as const;
  const own = { number: reference.number, task: task.id, enterprise: task.enterprise.name, from: task.window.from };
  const facts = someFacts({
    visits: [aVisit({ task: task.id, window: task.window, state: 'applied' })],
    referenceUses: [own],
  });
  const codes = (judged: typeof facts) => assess(applicationOf(task), judged, NOW).findings.map(({ code }) => code);
  expect(codes(facts)).toEqual(expect.arrayContaining(['same-agency-overlap', 'reference-used-twice']));
  expect(codes(withoutTask(facts, task.id))).toEqual([]);
});

test('another application stays in the way', () => {
  const { id, window } = aTask('applied');
  const other = aVisit({ task: 'other', window });
  expect(withoutTask({ visits: [other], referenceUses: [] }, id).visits).toEqual([other]);
});
