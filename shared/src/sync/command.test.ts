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
  expect(overlay(aTask('issued'), [started, recorded, started])).toMatchObject({ state: 'recorded', rev: 3 });
  expect(overlay(aTask('applied'), [recorded, started])).toEqual(aTask('applied'));
});

test('[SHOW-5] a refusal that an officer takes down at the door ends the task on the device at once; before the period it does not', () => {
  const { from } = aTask('issued').window;
  const refused = (at: number) => anEvent('refusal', { code: '1', ground: 'other', note: '' }, { at });
  expect(overlay(aTask('issued'), [refused(from)])).toMatchObject({ state: 'refused' });
  expect(overlay(aTask('issued'), [refused(from - 1)])).toMatchObject({ state: 'issued' });
});
