import type { Actor } from '@liangma/shared/access/authorise';
import type { Task } from '@liangma/shared/tasks/task';
import { expect, test } from 'vitest';
import { mayDo } from './may-do.ts';

const actor = (account: string, roles: Actor['roles'], agency = '620623-SCJG') =>
  ({ account, roles, agency: { id: agency, name: '' }, officer: null, region: '620623' }) as unknown as Actor;
const task = (state: Task['state']) =>
  ({
    state,
    agency: { id: '620623-SCJG' },
    officers: [{ id: 'O0001' }],
    applied: { by: 'lichunmei' },
  }) as unknown as Task;

test.each([
  [
    actor('mayongcheng', ['approver']),
    task('applied'),
    { edit: false, decide: true, own: false, inspects: false, withdraw: false },
  ],
  [
    actor('mayongcheng', ['approver']),
    task('issued'),
    { edit: false, decide: false, own: false, inspects: false, withdraw: true },
  ],
  [
    actor('mayongcheng', ['approver']),
    task('recorded'),
    { edit: false, decide: false, own: false, inspects: false, withdraw: false },
  ],
  [
    actor('lichunmei', ['clerk']),
    task('applied'),
    { edit: true, decide: false, own: true, inspects: false, withdraw: false },
  ],
  [
    actor('mayongcheng', ['approver'], '620623-YJGL'),
    task('applied'),
    { edit: false, decide: false, own: false, inspects: false, withdraw: false },
  ],
])('[APR-1] case %#: who may decide and withdraw', (who, what, expected) => {
  expect(mayDo(who, what)).toMatchObject(expected);
});

test('[APR-1] an approver who applied sees why they may not decide', () => {
  expect(mayDo(actor('lichunmei', ['clerk', 'approver']), task('applied'))).toMatchObject({ decide: true, own: true });
});

test('a clerk may copy any task, and apply again for a returned or refused one', () => {
  const clerk = actor('lichunmei', ['clerk']);
  expect(mayDo(clerk, task('rejected'))).toMatchObject({ apply: true, again: true });
  expect(mayDo(clerk, task('recorded'))).toMatchObject({ apply: true, again: false });
  expect(mayDo(actor('mayongcheng', ['approver']), task('rejected'))).toMatchObject({ apply: false, again: false });
});

test('[APR-4] a head who is one of the officers sees why they may not decide', () => {
  const head = { ...actor('mayongcheng', ['approver', 'inspector']), officer: 'O0001' } as Actor;
  expect(mayDo(head, task('applied'))).toMatchObject({ decide: true, own: false, inspects: true });
});
