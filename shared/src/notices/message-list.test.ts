import { expect, test } from 'vitest';
import type { Message } from './message.ts';
import { listedMessage } from './message-list.ts';

const message = (changes: Partial<Message>): Message => ({
  id: '019ab3a0-7777-7abc-8def-0123456789ab',
  task: 't1',
  template: 'inspection-notice',
  values: { enterprise: '雪域食品', agency: '市场监管局' },
  channel: 'sms',
  recipient: { kind: 'contact', name: '央金', phone: '19909356012' },
  createdAt: 1,
  delivery: { state: 'failed', attempts: 10, at: 2, error: '19909356012: no such number' },
  ...changes,
});

test('who may see people sees the message as it is, without the values of its text', () => {
  const { task: _, values, ...shown } = message({ openedAt: 3 });
  expect(listedMessage(message({ openedAt: 3 }), true)).toEqual({ ...shown, enterprise: values.enterprise });
});

test('who may not see people reads no name, no enterprise and no whole telephone, whatever a gateway said', () => {
  const account = { kind: 'account', account: 'yangjin', name: '央金' } as const;
  const rows = [
    message({}),
    message({ recipient: account, channel: 'push', delivery: { state: 'sent', attempts: 1, at: 2, receipt: '' } }),
    message({ delivery: { state: 'not-due', attempts: 1, at: 2, reason: 'over', lastError: 'for 19909356012' } }),
    message({
      recipient: { kind: 'contact', name: '央金', phone: '3120000' },
      delivery: { state: 'queued', attempts: 1, nextAt: 3, lastError: '3120000' },
    }),
    message({ delivery: { state: 'queued', attempts: 1, nextAt: 3, lastError: 'busy: 19909356012' } }),
    message({ delivery: { state: 'sent', attempts: 1, at: 2, receipt: '19909356012-7' } }),
    message({ delivery: { state: 'read', attempts: 1, at: 2, receipt: '19909356012-7', readAt: 3 } }),
  ].map((one) => listedMessage(one, false));
  expect(JSON.stringify(rows)).not.toMatch(/央金|yangjin|雪域|19909356012|3120000/);
  expect(rows[0]).toMatchObject({
    recipient: { name: null, phone: '199******12' },
    delivery: { error: '199******12: no such number' },
  });
});

test('an agency is no person', () => {
  const desk = { kind: 'desk', agency: '620623-SCJG', name: '市场监管局', role: 'approver' } as const;
  expect(listedMessage(message({ recipient: desk, channel: 'desk' }), false).recipient).toEqual({
    kind: 'desk',
    name: '市场监管局',
    role: 'approver',
  });
});
