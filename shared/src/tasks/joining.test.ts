import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aJointTask, anOfficer, aTask, NOW, PARTNER } from '../../test/builders.ts';
import { agreementOf, mattersOfLead, missingPartners, officersFrom, waitsFor } from './joining.ts';
import { type Task, taskSchema } from './task.ts';
import { type TaskCommand, transition } from './transition.ts';
import { contentOf } from './versions.ts';

const by = { at: NOW, by: 'partner-head', name: '王海' };
const approver = { account: 'partner-head', officer: null };
const join = (changes: Partial<Extract<TaskCommand, { type: 'join' }>> = {}) =>
  ({ type: 'join', agency: PARTNER.id, by, approver, answer: { stand: 'agree', text: '' }, ...changes }) as const;
const decline = join({ answer: { stand: 'decline', text: '当日另有任务。' } });
const approve: TaskCommand = {
  type: 'approve',
  by: { at: NOW, by: 'head', name: '局长' },
  approver: { account: 'head', officer: null },
  code: 'http://localhost/c#1',
  number: '0000005724',
  statusEntry: { shard: '6206', day: 20_781, index: 1 },
  findings: [],
};

function after(...commands: TaskCommand[]): Task {
  return commands.reduce<Task>((task, command) => {
    const next = transition(task, command);
    if (!next.ok) throw new Error(next.error);
    expect(v.safeParse(taskSchema, next.value).issues).toBeUndefined();
    return next.value;
  }, aJointTask());
}
function edited(task: Task, changes: object = {}): TaskCommand {
  const content = { ...contentOf(task), ...changes };
  const partners = content.partners ? (task.partners ?? []).map((one) => ({ ...one, answers: [] })) : [];
  return {
    type: 'edit',
    by: { at: NOW, by: 'clerk', name: '经办人' },
    content,
    officers: task.officers,
    partners,
    nth: 1,
    findings: [],
  };
}
const standOf = (task: Task) => (task.partners ?? []).map((partner) => agreementOf(task, partner));

test('[QUAL-4] a joint inspection is approved only with the agreement of its partner', () => {
  const refused = { ok: false, error: 'partner-missing' };
  expect(transition(aJointTask(), approve)).toEqual(refused);
  expect(transition(after(decline), approve)).toEqual(refused);
  expect(transition(after(join()), approve)).toMatchObject({ ok: true, value: { state: 'issued' } });
});

test('[QUAL-4] a change of the application makes an agreement outdated, and the partner agrees again', () => {
  const agreed = after(join());
  const changed = transition(agreed, edited(agreed, { assistants: 1 })) as { value: Task };
  expect(standOf(changed.value)).toEqual(['outdated']);
  expect(transition(changed.value, approve)).toEqual({ ok: false, error: 'partner-missing' });
  expect(waitsFor(changed.value, PARTNER.id)).toBe(true);
  const again = transition(changed.value, join()) as { value: Task };
  expect(standOf(again.value)).toEqual(['agreed']);
  expect(again.value.partners?.[0]?.answers).toHaveLength(2);
  expect(transition(again.value, approve).ok).toBe(true);
});

test('[QUAL-4] a partner that the edit leaves out is asked no more', () => {
  const task = after(join());
  const { partners: _, ...alone } = contentOf(task);
  const edit = { ...edited(task), content: alone, partners: [] } as TaskCommand;
  const next = transition(task, edit) as { value: Task };
  expect(next.value.partners).toBeUndefined();
  expect(contentOf(next.value)).not.toHaveProperty('partners');
});

test.each([
  [[], 'waiting', true],
  [[join()], 'agreed', false],
  [[decline], 'declined', false],
  [[decline, join()], 'agreed', false],
  [[join(), decline], 'declined', false],
] as const)('after %# answers the partner has %s', (commands, stand, waits) => {
  const task = after(...commands);
  expect(standOf(task)).toEqual([stand]);
  expect(waitsFor(task, PARTNER.id)).toBe(waits);
  expect(missingPartners(task)).toHaveLength(stand === 'agreed' ? 0 : 1);
});

test.each([
  ['the applicant', { account: 'clerk', officer: null }, 'same-person'],
  ['one of the officers', { account: 'partner-head', officer: anOfficer(3).id }, 'same-person'],
  [
    'a deputy of one of the officers',
    { ...approver, onBehalfOf: { account: 'x', officer: anOfficer(3).id } },
    'same-person',
  ],
] as const)('[APR-4] %s does not answer for a partner', (_, person, error) => {
  expect(transition(aJointTask(), join({ approver: person }))).toEqual({ ok: false, error });
});

test.each([
  ['an agency that takes no part', aJointTask(), '620623-NYNC'],
  ['the lead agency', aJointTask(), '620623-SCJG'],
  ['a decided task', aTask('issued'), PARTNER.id],
  ['a task without partners', aTask('applied'), PARTNER.id],
] as const)('%s has nothing to answer', (_, task, agency) => {
  expect(transition(task, join({ agency }))).toEqual({ ok: false, error: 'wrong-state' });
});

test('[OFF-1] an inspection without entering is no joint one', () => {
  const check = { asked: '台账', received: '已提交' };
  const done = transition(aJointTask({ offSite: 'written-check' }), { type: 'do-off-site', by, check });
  expect(done).toEqual({ ok: false, error: 'wrong-state' });
});

test('the partner carries its matters and sends its officers, the lead agency the others', () => {
  const task = aJointTask();
  expect(mattersOfLead(task)).toEqual(['M901']);
  expect(officersFrom(task, task.agency.id).map(({ id }) => id)).toEqual([anOfficer(1).id, anOfficer(2).id]);
  expect(officersFrom(task, PARTNER.id).map(({ id }) => id)).toEqual([anOfficer(3).id]);
});
