import type { Content } from '@liangma/shared/tasks/task';
import { contentOf, FIELDS } from '@liangma/shared/tasks/versions';
import { tasks } from '@liangma/web-common/words/tasks/zh-CN';
import { expect, test } from 'vitest';
import { editing } from '#lib/words/desk/editing.zh-CN.ts';
import { aReference, aTask } from '../../../../../../shared/test/builders.ts';
import { sayField } from './say-field.ts';

const words = {
  editing,
  tasks,
  and: '、',
  window: () => '今天 10:00 – 12:00',
  nameOf: (id: string) => (id === 'M901' ? '食品生产监督检查' : undefined),
};
const content: Content = {
  ...contentOf(aTask('applied')),
  matters: ['M901', 'M902'] as unknown as Content['matters'],
  assistants: 2,
  whyOnSite: '',
  reference: aReference(),
  reasons: { 'DUP-1': '投诉紧急', 'OFF-1': '须看现场' },
};

test.each([
  ['type', '日常检查'],
  ['source', '年度计划'],
  ['matters', '食品生产监督检查、M902'],
  ['assistants', '2 人'],
  ['window', '今天 10:00 – 12:00'],
  ['reference', '12345、12315 等热线，工单号 12345-20261123-0017，2026-11-23'],
  ['whyOnSite', '无'],
  ['reasons', 'DUP-1 投诉紧急\nOFF-1 须看现场'],
] as const)('%s: %s', (field, said) => {
  expect(sayField(field, content, words)).toBe(said);
});

test('every field has a name and a value to show', () => {
  for (const field of FIELDS) expect([editing.fields[field], sayField(field, content, words)]).not.toContain('');
});
