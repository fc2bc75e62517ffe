import { expect, test } from 'vitest';
import { anEvent, aRecord, aTask } from '../../test/builders.ts';
import { commandOf, overlay } from './command.ts';

const evaluation = anEvent('evaluation', { overall: 'dissatisfied', answers: {}, prohibitedActs: [3], text: '超时。' });

test('[EVAL-3] an evaluation leaves no trace in the task, which the inspecting agency reads', () => {
  expect(commandOf(evaluation)).toBeUndefined();
  expect(overlay(aTask('recorded'), [evaluation])).toEqual(aTask('recorded'));
});

test('pending events show at once what they will come to; one that does not fit is passed over', () => {
  const started = anEvent('inspection-started', {});
  const recorded = anEvent('record-submitted', aRecord());
  expect(overlay(aTask('issued'), [started, recorded, started])).toMatchObject({ state: 'recorded', rev: 4 });
  expect(overlay(aTask('applied'), [recorded, started])).toEqual(aTask('applied'));
});
