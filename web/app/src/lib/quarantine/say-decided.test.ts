import { expect, test } from 'vitest';
import { quarantine as en } from '#lib/words/supervision/quarantine.en.ts';
import { quarantine as zh } from '#lib/words/supervision/quarantine.zh-CN.ts';
import { sayDecided } from './say-decided.ts';

const accepted = { id: 'a', state: 'accepted', code: null };
const refused = { id: 'b', state: 'rejected', code: 'wrong-state' as const };

test('[SYNC-9] a released record that is refused anyway is reported with each reason once', () => {
  expect(sayDecided('released', { events: [accepted, accepted] }, zh)).toBe('已采信 2 条。');
  expect(sayDecided('released', { events: [accepted, refused, refused] }, zh)).toBe(
    '已采信 1 条。有 2 条按任务现状被退回：任务状态不允许这一步。',
  );
  expect(sayDecided('released', { events: [refused] }, en)).toBe(
    '1 record could not be accepted as the task stands now: The task does not allow this step.',
  );
  expect(sayDecided('dismissed', { events: [{ ...refused, code: 'dismissed' }] }, zh)).toBe(
    '已决定不予采信 1 条，执法人员联网后会看到理由。',
  );
});
