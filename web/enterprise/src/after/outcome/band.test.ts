/** The first screen after an answer given here: a refusal is no green page, a confirmation says when. */
import { expect, test } from 'vitest';
import type { DoorView } from '../../door/view.ts';
import type { OutboxRecord } from '../../outbox/record.ts';
import { amendedBy } from './band.ts';

const NOW = Date.UTC(2026, 10, 24, 2);
const words = { refused: '您已拒绝这次检查', answered: '您已确认' };
const view: DoorView = {
  tone: 'genuine',
  title: '检查任务码真实有效',
  lines: ['今天 14:00 前有效 · 固定码'],
  guidance: ['请来人出示手机上的动态码'],
  also: [],
  note: { lead: '', text: '有权拒绝' },
  facts: undefined,
  how: '',
  actions: ['confirm', 'refuse'],
};
const record = (type: string, state = 'accepted') =>
  ({ event: { type, at: NOW }, document: { sync: { state } } }) as unknown as OutboxRecord;
const amended = (...records: OutboxRecord[]) => amendedBy(records, words, NOW, 'zh-CN')?.(view);

test('the band stays without an answer and with an unregistered record', () => {
  expect(amended()).toBeUndefined();
  expect(amended(record('refusal', 'rejected'))).toBeUndefined();
});

test.each(['pending', 'accepted'])(
  'a refusal (%s) leads, in the colour of what is over; the verdict stands below',
  (state) => {
    expect(amended(record('scan'), record('refusal', state))).toMatchObject({
      tone: 'past',
      title: '您已拒绝这次检查',
      lines: ['检查任务码真实有效', '今天 14:00 前有效 · 固定码'],
      guidance: [],
      note: undefined,
    });
  },
);

test('the band of a confirmation shows its time and that the code holds', () => {
  expect(amended(record('scan'))).toMatchObject({
    tone: 'genuine',
    title: '您已确认 今天\u00a010:00',
    lines: ['检查任务码真实有效', '今天 14:00 前有效 · 固定码'],
  });
});

test('the band of a code withdrawn after its confirmation shows the withdrawal first', () => {
  const withdrawn = { ...view, tone: 'refuse' as const, title: '此码已撤回' };
  expect(amendedBy([record('scan')], words, NOW, 'zh-CN')?.(withdrawn)).toEqual(withdrawn);
});

test('a phone that only evaluated shows no confirmation', () => {
  const over = { ...view, tone: 'past' as const, guidance: ['您确认过这次检查。'] };
  expect(amendedBy([record('evaluation')], words, NOW, 'zh-CN')?.(over).guidance).toEqual([]);
});
