import { expect, test } from 'vitest';
import { aTask } from '../../../test/builders.ts';
import { papersOf, titleOfPaper } from './archived-paper.ts';

test.each([
  ['an application', aTask('applied'), []],
  ['a rejection', aTask('rejected'), ['approval-form']],
  ['an approval', aTask('issued'), ['approval-form', 'notice']],
  ['an inspection without a code', aTask('recorded', { code: '' }), ['approval-form']],
  ['a withdrawal', aTask('withdrawn'), ['approval-form']],
])('the papers to archive of %s', (_, task, papers) => {
  expect(papersOf(task)).toEqual(papers);
});

test('a paper is named by its title, and by its number where it has one', () => {
  expect(titleOfPaper('approval-form', aTask('rejected'))).toBe('行政检查审批表');
  expect(titleOfPaper('notice', aTask('issued', { documentNumber: '天祝市监检〔2026〕12号' }))).toBe(
    '行政检查通知书 天祝市监检〔2026〕12号',
  );
});
