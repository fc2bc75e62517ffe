import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { HOUR, MINUTE } from '../kernel/instant.ts';
import { isToldBefore } from './inspection-notice.ts';
import {
  type Delivery,
  type DeliveryCommand,
  newDelivery,
  SEND_LEASE,
  sendBackoff,
  transitionDelivery,
} from './message.ts';
import { composeShort, fillTemplate, MOST_PARTS, partsOf, TEMPLATES, type TemplateId } from './templates.ts';

const NOW = 1_000_000;
const MOST = 3;
const tried: Delivery = { state: 'queued', attempts: 1, nextAt: NOW + SEND_LEASE, lastError: '' };
const sent: Delivery = { state: 'sent', attempts: 1, at: NOW, receipt: 'r1' };
const DELIVERIES = {
  queued: newDelivery(NOW),
  tried,
  last: { ...tried, attempts: MOST },
  sent,
  read: { ...sent, state: 'read', readAt: NOW },
  failed: { state: 'failed', attempts: MOST, at: NOW, error: 'off' },
  'not-due': { state: 'not-due', attempts: 1, at: NOW, reason: 'withdrawn', lastError: '' },
} as const satisfies Record<string, Delivery>;
const COMMANDS = {
  try: { type: 'try', at: NOW },
  accepted: { type: 'accepted', at: NOW, receipt: 'r1' },
  refused: { type: 'refused', at: NOW, error: 'busy', final: false, most: MOST },
  never: { type: 'refused', at: NOW, error: 'no such number', final: true, most: MOST },
  read: { type: 'read', at: NOW },
  cancel: { type: 'cancel', at: NOW, reason: 'withdrawn' },
  retry: { type: 'retry', at: NOW },
} as const satisfies Record<string, DeliveryCommand>;

/** The whole table: the state after each command, or why not. */
const TABLE: Record<keyof typeof DELIVERIES, Record<keyof typeof COMMANDS, string>> = {
  queued: {
    try: 'queued',
    accepted: 'sent',
    refused: 'queued',
    never: 'failed',
    read: '!',
    cancel: 'not-due',
    retry: 'queued',
  },
  tried: {
    try: '!',
    accepted: 'sent',
    refused: 'queued',
    never: 'failed',
    read: '!',
    cancel: 'not-due',
    retry: 'queued',
  },
  last: {
    try: '!',
    accepted: 'sent',
    refused: 'failed',
    never: 'failed',
    read: '!',
    cancel: 'not-due',
    retry: 'queued',
  },
  sent: { try: '!', accepted: '!', refused: 'queued', never: 'failed', read: 'read', cancel: '!', retry: '!' },
  read: { try: '!', accepted: '!', refused: '!', never: '!', read: '!', cancel: '!', retry: '!' },
  failed: { try: '!', accepted: '!', refused: '!', never: '!', read: '!', cancel: 'not-due', retry: 'queued' },
  /** Its last try may have been running. */
  'not-due': { try: '!', accepted: 'sent', refused: '!', never: '!', read: '!', cancel: '!', retry: '!' },
};
const cells = Object.entries(TABLE).flatMap(([from, row]) =>
  Object.entries(row).map(([command, to]) => [from, command, to] as const),
);

test.each(cells)('a message that is %s, after %s, is %s', (from, command, to) => {
  const delivery = DELIVERIES[from as keyof typeof DELIVERIES];
  const next = transitionDelivery(delivery, COMMANDS[command as keyof typeof COMMANDS]);
  expect(next.ok ? next.value.state : '!').toBe(to);
});

test('a try counts, holds its lease, and waits longer after each failure', () => {
  expect(transitionDelivery(newDelivery(NOW), COMMANDS.try)).toEqual({ ok: true, value: tried });
  expect([1, 2, 3, 99].map(sendBackoff)).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, 6 * HOUR]);
});

/** Values of the length that names of agencies and enterprises have. */
const VALUES = {
  count: '500',
  agency: '天祝藏族自治县市场监督管理局',
  enterprise: '天祝雪域食品有限责任公司',
  from: '11月24日9:00',
  to: '11月24日18:00',
  day: '11月24日',
  deadline: '12月1日',
  number: '武司执督〔2026〕3号',
  officer: '阿卜杜热合曼·阿卜杜克热木',
  grant: '019ab3a077777abc',
  link: 'https://liangma.gansu.example.cn/c#r=AZqzmZmZerCN7wEjRWeJqg',
};
const ALL = Object.keys(TEMPLATES) as TemplateId[];
/** Names of the greatest length that the register takes. */
const LONG = { ...VALUES, agency: '局'.repeat(60), enterprise: `𬭎${'厂'.repeat(120)}` };

test.each(ALL)('the template %s is filled whole and takes two parts at most, however long the names are', (id) => {
  const text = composeShort(id, VALUES);
  expect(text).not.toMatch(/[{}]/);
  expect(partsOf(composeShort(id, LONG))).toBeLessThanOrEqual(MOST_PARTS);
  if (TEMPLATES[id].includes('{')) expect(() => fillTemplate(id, {})).toThrow(id);
});

test('a part holds seventy characters, and sixty-seven where there are several', () => {
  expect([70, 71, 134, 135].map((length) => partsOf('字'.repeat(length)))).toEqual([1, 2, 2, 3]);
});

/** An application of which the whole text has so many characters. */
const waitsOf = (length: number, id: TemplateId = 'application-waits') => {
  const bare = fillTemplate(id, { ...VALUES, agency: '局', enterprise: '' }).length;
  return { ...VALUES, agency: '局', enterprise: '厂'.repeat(length - bare) };
};

test.each([
  [70, 1, 70],
  [71, 1, 70],
  [134, 2, 134],
  [135, 2, 134],
  [135, 3, 135],
])('a text of %i characters in %i parts has %i', (length, most, kept) => {
  const values = waitsOf(length);
  expect(fillTemplate('application-waits', values)).toHaveLength(length);
  const text = composeShort('application-waits', values, most);
  expect(text).toHaveLength(kept);
  expect(text.includes('…')).toBe(kept < length);
});

test.each([134, 135, 300])(
  'of a text of %i characters the link and the day stay whole, and no character is halved',
  (length) => {
    const values = { ...waitsOf(length, 'inspection-outcome') };
    const text = composeShort('inspection-outcome', { ...values, enterprise: '𬭎'.repeat(values.enterprise.length) });
    expect(text).toContain(VALUES.link);
    expect(text).toContain(VALUES.day);
    expect(text.length).toBeLessThanOrEqual(134);
    expect(() => encodeURIComponent(text)).not.toThrow();
  },
);

test('a template that is too long without any name is a fault of ours', () => {
  expect(() => composeShort('inspection-outcome', VALUES, 1)).toThrow('too long');
});

test.each([
  ['a routine inspection', {}, true],
  ['a case', { type: 'case', source: 'complaint' }, false],
  ['an inspection of the annual plan that is called a case', { type: 'case', source: 'annual-plan' }, true],
  ['a surprise inspection', { surprise: true }, false],
  ['a late entry', { late: { reason: 'network' } }, false],
] as const)('[NOT-1] with a lead time the enterprise is told of %s or not', (_, changes, told) => {
  const task = { type: 'routine', ...changes } as unknown as Parameters<typeof isToldBefore>[0];
  expect(isToldBefore(task, { ...DEFAULT_POLICY, noticeWorkingDays: 3 })).toBe(told);
  expect(isToldBefore(task, { ...DEFAULT_POLICY, noticeWorkingDays: 0 })).toBe(false);
});
