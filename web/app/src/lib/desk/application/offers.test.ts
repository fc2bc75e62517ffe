import { finding } from '@liangma/shared/compliance/finding';
import { HOUR } from '@liangma/shared/kernel/instant';
import { agencyIdSchema } from '@liangma/shared/registry/agency';
import type { TaskRow } from '@liangma/shared/tasks/task-list';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aMatter, anOfficer, NOW } from '../../../../../../shared/test/builders.ts';
import { isFree, type OfferContext, offersOf } from './offers.ts';

const window = { from: NOW + HOUR, to: NOW + 3 * HOUR };
const busyTask = (change: Partial<TaskRow> = {}): TaskRow =>
  ({ state: 'issued', window, officers: [{ id: anOfficer(2).id }], ...change }) as unknown as TaskRow;
const context = (change: Partial<OfferContext> = {}): OfferContext => ({
  window,
  chosen: [anOfficer(1).id],
  own: '620623-SCJG',
  officers: [1, 2, 3, 4, 5].map((n) => anOfficer(n)),
  matters: [aMatter('M901')],
  agencies: [{ id: v.parse(agencyIdSchema, '620623-YJGL'), name: '天祝藏族自治县应急管理局' }],
  tasks: [],
  ...change,
});

const tooFew = finding('too-few-officers', { valid: 1, needed: 2, invalid: [] }, [{ kind: 'add-officer' }]);
const named = (n: number) => ({ kind: 'add-officer', officer: anOfficer(n).id, name: anOfficer(n).name, isFree: true });

test('[QUAL-3] two officers are proposed who are certified, free and not chosen yet', () => {
  expect(offersOf(tooFew, context())).toEqual([named(2), named(3)]);
  expect(offersOf(tooFew, context({ tasks: [busyTask()] }))).toEqual([named(3), named(4)]);
});

test('[QUAL-4] officers of a partner are proposed where its own are missing, and nowhere else', () => {
  const agency = v.parse(agencyIdSchema, '620623-YJGL');
  const sent = { ...anOfficer(6), agency };
  const officers = [anOfficer(1), sent];
  const missing = finding('agency-without-officer', { agency: '应急管理局' }, [{ kind: 'add-officer', agency }]);
  expect(offersOf(missing, context({ officers }))).toEqual([
    { kind: 'add-officer', officer: sent.id, name: sent.name, isFree: false },
  ]);
  expect(offersOf(tooFew, context({ officers }))).toEqual([{ kind: 'no-officer' }]);
});

test('[QUAL-3] the offer says that no officer is free', () => {
  expect(offersOf(tooFew, context({ officers: [anOfficer(1), anOfficer(6, { suspended: true })] }))).toEqual([
    { kind: 'no-officer' },
  ]);
});

test.each([
  ['same-agency-overlap', 't', { kind: 'open-task', task: 't' }],
  ['other-agency-near', null, { kind: 'merge-hint' }],
] as const)('merging after %s is offered as %j', (code, task, offer) => {
  expect(offersOf(finding(code, {}, [{ kind: 'merge', task }]), context())).toEqual([offer]);
});

test.each([
  ['620623-YJGL', { kind: 'join', agency: '620623-YJGL' }],
  ['6206-YJGL', { kind: 'merge-hint' }],
])('[DUP-1] inspecting together with %s is offered as %j', (agency, offer) => {
  expect(offersOf(finding('other-agency-near', {}, [{ kind: 'join', agency }]), context())).toEqual([offer]);
});

test('a reason is written where the finding belongs', () => {
  const cure = [{ kind: 'give-reason' }] as const;
  expect(offersOf(finding('why-on-site-missing', {}, cure), context())).toEqual([{ kind: 'write-why' }]);
  expect(offersOf(finding('other-agency-near', {}, cure), context())).toEqual([
    { kind: 'write-reason', rule: 'DUP-1' },
  ]);
});

test('an offer to remove something names it', () => {
  const cures = [
    { kind: 'remove-matter', matter: 'M901' },
    { kind: 'remove-officer', officer: anOfficer(1).id },
  ] as const;
  expect(offersOf(finding('matter-not-published', {}, cures), context())).toEqual([
    { kind: 'remove-matter', matter: 'M901', title: '事项 M901' },
    { kind: 'remove-officer', officer: anOfficer(1).id, name: anOfficer(1).name },
  ]);
});

test.each([
  [{}, false],
  [{ state: 'recorded' }, true],
  [{ state: 'rejected' }, true],
  [{ window: { from: window.to, to: window.to + HOUR } }, true],
  [{ officers: [] }, true],
] as const)('with a task %j an officer is free: %s', (change, free) => {
  expect(isFree(anOfficer(2), window, [busyTask(change as unknown as Partial<TaskRow>)])).toBe(free);
});
