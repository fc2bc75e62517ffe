import type { Actor } from '@liangma/shared/access/authorise';
import { type Role, standingPost } from '@liangma/shared/access/post';
import { agencyIdSchema } from '@liangma/shared/registry/agency';
import type { Task } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { mayDo } from './may-do.ts';

const actor = (account: string, roles: readonly Role[], id = '620623-SCJG'): Actor => {
  const place = { agency: { id: v.parse(agencyIdSchema, id), name: '' }, region: '620623' };
  const posts = roles.map((role) => standingPost(role, place));
  return { account, name: '', posts, officer: null, demo: true, ...place };
};
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
  expect(mayDo(who, what, 0)).toMatchObject(expected);
});

test('[APR-1] an approver who applied sees why they may not decide', () => {
  expect(mayDo(actor('lichunmei', ['clerk', 'approver']), task('applied'), 0)).toMatchObject({
    decide: true,
    own: true,
  });
});

test('a clerk may copy any task, and apply again for a returned or refused one', () => {
  const clerk = actor('lichunmei', ['clerk']);
  expect(mayDo(clerk, task('rejected'), 0)).toMatchObject({ apply: true, again: true });
  expect(mayDo(clerk, task('recorded'), 0)).toMatchObject({ apply: true, again: false });
  expect(mayDo(actor('mayongcheng', ['approver']), task('rejected'), 0)).toMatchObject({ apply: false, again: false });
});

test('[APR-4] a head who is one of the officers sees why they may not decide', () => {
  const head = { ...actor('mayongcheng', ['approver', 'inspector']), officer: 'O0001' } as Actor;
  expect(mayDo(head, task('applied'), 0)).toMatchObject({ decide: true, own: false, inspects: true });
});

test('[QUAL-4] the head of a partner answers and decides nothing else; nobody answers for the lead agency', () => {
  const joint = {
    ...task('applied'),
    partners: [{ agency: { id: '620623-YJGL' }, matters: [], answers: [] }],
  } as unknown as Task;
  const may = (who: Actor) => mayDo(who, joint, Date.UTC(2026, 10, 24));
  expect(may(actor('maguoliang', ['approver'], '620623-YJGL'))).toMatchObject({
    join: true,
    decide: false,
    edit: false,
  });
  expect(may(actor('gaohaiyan', ['clerk'], '620623-YJGL'))).toMatchObject({ join: false, edit: false });
  expect(may(actor('mayongcheng', ['approver']))).toMatchObject({ join: false, decide: true });
});
