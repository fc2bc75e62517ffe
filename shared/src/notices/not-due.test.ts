import { expect, test } from 'vitest';
import type { TaskState } from '../tasks/task.ts';
import { whyAlertNotDue, whyNotDue } from './not-due.ts';
import { TEMPLATES, type TemplateId } from './templates.ts';

const window = { from: 1_000, to: 2_000 };
const LATE = { late: { ground: 'no-network' } } as object;

test.each<[TemplateId, TaskState, number, object, string | undefined]>([
  ['inspection-notice', 'issued', 1_999, {}, undefined],
  ['inspection-notice', 'inspecting', 1_999, {}, undefined],
  ['inspection-notice', 'issued', 2_000, {}, 'over'],
  ['inspection-notice', 'recorded', 1_500, {}, 'over'],
  ['inspection-notice', 'refused', 1_500, {}, 'over'],
  ['inspection-notice', 'withdrawn', 3_000, {}, 'withdrawn'],
  ['task-assigned', 'performed-after-withdrawal', 1_500, {}, 'withdrawn'],
  ['task-assigned', 'issued', 3_000, LATE, undefined],
  ['task-assigned', 'recorded', 3_000, LATE, 'over'],
  ['application-waits', 'applied', 1_999, {}, undefined],
  ['application-waits', 'applied', 2_000, {}, 'over'],
  ['application-waits', 'applied', 3_000, LATE, undefined],
  ['application-waits', 'rejected', 1_500, {}, 'decided'],
  ['join-asked', 'issued', 1_500, {}, 'decided'],
  ['inspection-withdrawn', 'withdrawn', 3_000, {}, undefined],
  ['inspection-outcome', 'recorded', 3_000, {}, undefined],
])('%s of a task that is %s at %i (%j): %s', (template, state, now, late, reason) => {
  expect(whyNotDue(template, { state, window, ...late }, now)).toBe(reason);
});

test('messages about alerts and grants are due whatever becomes of a task', () => {
  const others = (Object.keys(TEMPLATES) as TemplateId[]).filter((id) => /alert|letter|grant|outcome|revoked/.test(id));
  expect(others.map((id) => whyNotDue(id, { state: 'withdrawn', window }, 3_000))).toEqual(others.map(() => undefined));
});

test.each<[readonly string[], number, string | undefined]>([
  [['asked'], 1, undefined],
  [['asked', 'taken'], 1, undefined],
  [['asked', 'explained'], 1, 'alert-answered'],
  [['asked', 'explained', 'taken'], 1, 'alert-answered'],
  [['asked', 'explained'], 2, undefined],
  [['asked', 'explained', 'asked'], 1, 'alert-asked-again'],
  [['asked', 'letter'], 1, 'alert-asked-again'],
  [['taken', 'letter', 'replied'], 2, 'alert-answered'],
  [['asked', 'closed'], 1, 'alert-closed'],
  [['asked', 'explained', 'closed'], 2, 'alert-closed'],
])('[SUP-1] a message about an alert with the steps %j, queued after %i: %s', (steps, queued, reason) => {
  const all = steps.map((step) => ({ step })) as Parameters<typeof whyAlertNotDue>[0]['steps'];
  expect(whyAlertNotDue({ steps: all }, queued)).toBe(reason);
});
