import { expect, test } from 'vitest';
import { anEvent, anOfficer, aRecord, aTask, NOW, TASK_ID } from '../../test/builders.ts';
import { DEFAULT_POLICY } from '../compliance/policy.ts';
import { DAY, HOUR, MINUTE } from '../kernel/instant.ts';
import type { Verdict } from '../task-code/verify.ts';
import { type JudgeFacts, judgeEvent } from './judge.ts';

const officer = { officer: anOfficer(1).id as string, lastSeq: 0, lastHash: '', revokedAt: null };
const browser = { ...officer, officer: null };
const scan = anEvent('scan', { code: '1', verdict: 'genuine', channel: 'link' });
const evaluation = anEvent('evaluation', { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' });
const genuine = { verdict: 'genuine', reasons: [], claims: { task: TASK_ID } } as unknown as Verdict;

const judge = (changes: Partial<JudgeFacts>) =>
  judgeEvent({
    ...{ event: scan, hash: 'aa', known: undefined, device: browser, task: aTask('issued'), code: genuine },
    ...{ now: NOW + 2 * HOUR, policy: DEFAULT_POLICY },
    ...changes,
  });

test('[SYNC-1] the same bytes again are accepted again', () => {
  expect(judge({ known: 'aa' })).toEqual({ kind: 'again' });
});

test('[SYNC-2] other bytes under a used id are refused', () => {
  expect(judge({ known: 'bb' })).toMatchObject({ kind: 'reject', code: 'id-reused' });
});

test('[SYNC-3] an event after a gap waits; a broken chain is accepted with an alert', () => {
  expect(judge({ event: { ...scan, seq: 2 } })).toEqual({ kind: 'wait' });
  expect(judge({ event: { ...scan, prev: 'ff'.repeat(32) } })).toMatchObject({
    kind: 'accept',
    alerts: ['chain-broken'],
  });
});

test('[SYNC-3] what has waited long enough is judged without the missing one, and told; the next follows it', () => {
  const event = { ...scan, seq: 5, prev: 'ee'.repeat(32) };
  expect(judge({ event, forced: true })).toMatchObject({ kind: 'accept', alerts: ['gap-forced'] });
  const after = { ...browser, lastSeq: 5, lastHash: 'ff'.repeat(32) };
  expect(judge({ event: { ...event, seq: 6, prev: 'ff'.repeat(32) }, device: after })).toMatchObject({ alerts: [] });
  const beside = { taken: false, before: undefined, after: 'aa' };
  const late = { event: { ...event, seq: 4 }, device: { ...after, beside } };
  expect(judge(late)).toMatchObject({ kind: 'accept', alerts: [] });
});

test('[SYNC-3] how the chain of an officer’s device goes is told of what is refused too; a browser’s is not', () => {
  const event = { ...anEvent('inspection-started', {}), seq: 3 };
  const refused = { kind: 'reject', code: 'unknown-task' };
  expect(judge({ event, device: officer, task: undefined, forced: true })).toMatchObject({
    ...refused,
    alerts: ['gap-forced'],
  });
  expect(judge({ event, task: undefined, forced: true })).toMatchObject({ ...refused, alerts: [] });
});

test('[SYNC-3] what waits for a code issued on site does not wait for ever', () => {
  const code = { ...genuine, claims: { task: TASK_ID, issuedUnder: {} } } as unknown as Verdict;
  expect(judge({ task: undefined, code })).toEqual({ kind: 'wait' });
  expect(judge({ task: undefined, code, forced: true })).toMatchObject({ code: 'unknown-task' });
});

test('[SYNC-5] a record after the withdrawal is kept, with an alert', () => {
  const event = anEvent('record-submitted', aRecord());
  expect(judge({ event, device: officer, task: aTask('withdrawn') })).toMatchObject({
    kind: 'accept',
    task: { state: 'performed-after-withdrawal' },
    alerts: ['performed-after-withdrawal'],
  });
});

const started = anEvent('inspection-started', {});
const revoked = (revokedAt: number, changes = {}) => ({ ...officer, revokedAt, ...changes });
const barred = { reason: 'device-revoked', since: started.at };

test('[SYNC-9] what a device did before it was revoked is accepted, and told; from that moment on it is quarantined', () => {
  expect(judge({ event: started, device: revoked(started.at + 1) })).toMatchObject({
    ...{ kind: 'accept', task: { state: 'inspecting' }, alerts: ['sent-after-barred'] },
  });
  expect(judge({ event: started, device: revoked(started.at) })).toEqual({ kind: 'quarantine', barred, alerts: [] });
  expect(judge({ event: started, device: revoked(NOW + 3 * HOUR) })).toMatchObject({ kind: 'accept', alerts: [] });
});

test('[SYNC-9] a clock that was set back does not help: what follows a later event is no earlier', () => {
  const device = revoked(started.at + 1, { latestAt: started.at + 1 });
  expect(judge({ event: started, device })).toMatchObject({ kind: 'quarantine' });
});

test.each([
  ['a moment before it begins', { from: started.at + 1, until: null }, 'accept'],
  ['when it begins', { from: started.at, until: null }, 'quarantine'],
  ['a moment before it ends', { from: NOW, until: started.at + 1 }, 'quarantine'],
  ['when it has ended', { from: NOW, until: started.at }, 'accept'],
])('[SYNC-9] what an officer did %s of a suspension', (_, suspension, kind) => {
  const judged = judge({ event: started, device: { ...officer, suspensions: [suspension] } });
  expect(judged).toMatchObject({ kind });
  if (judged.kind === 'quarantine')
    expect(judged.barred).toEqual({ reason: 'officer-suspended', since: suspension.from });
});

test('[SYNC-9] quarantine is no way around an unknown task, but keeps what belongs to a code that is in it', () => {
  const device = revoked(NOW);
  expect(judge({ event: started, device, task: undefined })).toMatchObject({ code: 'unknown-task' });
  expect(judge({ event: started, device, task: undefined, awaitsDecision: true })).toMatchObject({
    kind: 'quarantine',
  });
});

test('[SYNC-9] how it follows its chain is told when it comes in; released it is judged as if it came in now', () => {
  const event = { ...started, prev: 'ff'.repeat(32) };
  expect(judge({ event, device: revoked(NOW) })).toMatchObject({ kind: 'quarantine', alerts: ['chain-broken'] });
  const released = { device: revoked(NOW), released: true };
  expect(judge({ event, ...released })).toMatchObject({ kind: 'accept', task: { state: 'inspecting' }, alerts: [] });
  expect(judge({ event, ...released, task: aTask('refused') })).toMatchObject({ code: 'wrong-state' });
});

test('[SYNC-11] a device clock more than ten minutes ahead is told', () => {
  expect(judge({ now: scan.at - 10 * MINUTE })).toMatchObject({ kind: 'accept', alerts: [] });
  expect(judge({ now: scan.at - 10 * MINUTE - 1 })).toMatchObject({ kind: 'accept', alerts: ['clock-off'] });
});

test('a scan of a code that does not hold, or of another task, changes nothing', () => {
  const bad: Verdict = { verdict: 'refuse', reasons: ['bad-signature'] };
  expect(judge({ code: bad })).toEqual({
    kind: 'reject',
    code: 'code-refused',
    reasons: ['bad-signature'],
    alerts: [],
  });
  const other = { ...genuine, claims: { task: 'another' } } as unknown as Verdict;
  expect(judge({ code: other })).toMatchObject({ kind: 'reject', code: 'code-refused' });
});

test('[SHOW-1] a refusal may name a code that has expired: that is often its ground', () => {
  const event = anEvent('refusal', { code: '1', ground: 'wrong-time-or-place', note: '' });
  const code: Verdict = { ...genuine, verdict: 'refuse', reasons: ['expired'] };
  expect(judge({ event, code })).toMatchObject({ kind: 'accept', task: { state: 'refused' } });
});

test.each([
  ['[SHOW-2] too late by the two clocks', ['copied'], ['code-copied']],
  ['[SHOW-2] too late, with lists that the server need not believe', ['copied', 'unknown-matter'], ['code-copied']],
  ['[SYNC-11] before its step', ['clock-suspect'], ['clock-off']],
] as const)('a scan of a live code read %s is accepted and told', (_, reasons, alerts) => {
  const code: Verdict = { ...genuine, verdict: 'refuse', reasons };
  expect(judge({ code })).toMatchObject({ kind: 'accept', alerts });
  const late = { ...genuine, verdict: 'refuse', reasons: [...reasons, 'expired'] } as const;
  expect(judge({ code: late })).toMatchObject({ kind: 'reject', code: 'code-refused' });
});

test('[SHOW-2] a phone that is known to be ahead of the server is told as that alone', () => {
  const code: Verdict = { ...genuine, verdict: 'refuse', reasons: ['copied'] };
  const now = scan.at - 10 * MINUTE - 1;
  expect(judge({ code, now })).toMatchObject({ kind: 'accept', alerts: ['clock-off'] });
});

test('only the officers of the task start it and record it', () => {
  const event = anEvent('inspection-started', {});
  expect(judge({ event, device: officer })).toMatchObject({ kind: 'accept', task: { state: 'inspecting' } });
  expect(judge({ event, device: { ...officer, officer: 'O9999' } })).toMatchObject({ code: 'not-assigned' });
  expect(judge({ event, device: browser })).toMatchObject({ code: 'not-assigned' });
});

test('an unknown task, and a state that does not allow it', () => {
  expect(judge({ task: undefined })).toMatchObject({ code: 'unknown-task' });
  const event = anEvent('record-submitted', aRecord());
  expect(judge({ event, device: officer, task: aTask('recorded') })).toMatchObject({ code: 'wrong-state' });
});

test('[EVAL-2] a device enrolled to an officer cannot evaluate; a scan by one is told', () => {
  expect(judge({ event: evaluation, device: officer, task: aTask('recorded') })).toMatchObject({
    code: 'officer-cannot-evaluate',
  });
  expect(judge({ device: officer })).toMatchObject({ kind: 'accept', alerts: ['scanned-by-officer'] });
  const assisted = anEvent('scan', { code: '1', verdict: 'genuine', channel: 'assisted' });
  expect(judge({ event: assisted, device: officer })).toMatchObject({ kind: 'accept', alerts: [] });
});

const ended = aRecord().endedAt;
test.each([
  ['a second before', ended + 15 * DAY - 1, 'accept'],
  ['when the window closes', ended + 15 * DAY, 'reject'],
  ['a day after', ended + 16 * DAY, 'reject'],
])('[EVAL-1] an evaluation %s fifteen days have passed', (_, now, kind) => {
  expect(judge({ event: evaluation, task: aTask('recorded'), now })).toMatchObject({ kind });
});

test('[EVAL-1] before the record has arrived a scan is enough; without either there is nothing to evaluate', () => {
  const scanned = aTask('issued', { scans: [{ device: scan.device, at: NOW, verdict: 'genuine', channel: 'link' }] });
  expect(judge({ event: evaluation, task: scanned })).toMatchObject({ kind: 'accept', task: scanned });
  expect(judge({ event: evaluation, task: aTask('issued') })).toMatchObject({ code: 'not-inspected' });
});
