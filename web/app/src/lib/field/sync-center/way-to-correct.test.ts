import type { EventType } from '@liangma/shared/protocol/event';
import type { Task } from '@liangma/shared/tasks/task';
import { expect, test } from 'vitest';
import type { EventRow, ParkedCode } from '#lib/offline/rows.ts';
import { aTask, NOW } from '../../../../../../shared/test/builders.ts';
import { wayToCorrect } from './way-to-correct.ts';

const parked = (type: EventType, code: ParkedCode = 'not-assigned') => ({ code, event: { type } as EventRow });

test.each<[string, EventType, Task | null, number | undefined, object]>([
  ['a record, its task going on', 'record-submitted', aTask('inspecting'), NOW, { form: 'record' }],
  ['a record begun before the withdrawal', 'record-submitted', aTask('withdrawn'), NOW, { form: 'record' }],
  ['a record of a withdrawn task', 'record-submitted', aTask('withdrawn'), undefined, { why: 'task-closed' }],
  ['a record where there is one', 'record-submitted', aTask('recorded'), NOW, { why: 'task-closed' }],
  ['a record without its task', 'record-submitted', null, NOW, { why: 'task-missing' }],
  ['a refusal before anything began', 'refusal', aTask('issued'), undefined, { form: 'refusal' }],
  ['a refusal after it', 'refusal', aTask('inspecting'), NOW, { why: 'task-closed' }],
  ['a start', 'inspection-started', aTask('issued'), undefined, { why: 'moment' }],
  ['an assisted confirmation', 'scan', aTask('issued'), undefined, { why: 'moment' }],
  ['a code issued on site', 'code-issued', null, undefined, { why: 'signed-code' }],
  ['a return code', 'acknowledgement-scanned', aTask('issued'), undefined, { why: 'others-word' }],
])('[SYNC-14] %s', (_, type, task, startedAt, expected) => {
  expect(wayToCorrect(parked(type), task, startedAt)).toMatchObject(expected);
});

test('[SYNC-14] what the server may have taken is not made anew', () => {
  const way = wayToCorrect(parked('record-submitted', 'receipt-invalid'), aTask('inspecting'), NOW);
  expect(way).toEqual({ form: undefined, why: 'maybe-accepted' });
});
