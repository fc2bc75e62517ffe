import { expect, test } from 'vitest';
import type { TaskLog } from '#lib/offline/tasks/task-log.ts';
import { field } from '#lib/words/field/field.zh-CN.ts';
import { aTask, NOW, OTHER_DEVICE_ID } from '../../../../../../shared/test/builders.ts';
import { historyOf } from './task-history.ts';

test('[SHOW-5] a refusal that changes no state is told to the officers as one to be verified', () => {
  const kept = { device: OTHER_DEVICE_ID, at: NOW, ground: 'no-valid-code', note: '', routes: ['own'] } as const;
  const task = aTask('issued', { keptRefusals: [{ ...kept, event: undefined }] as never });
  const log = { known: task, task, events: [], starting: undefined } as unknown as TaskLog;
  const texts = historyOf(log, field as never).map(({ text }) => text);
  expect(texts).toContain(`收到拒绝，待核实：${field.tasks.grounds['no-valid-code']}`);
});
