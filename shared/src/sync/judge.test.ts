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

test('[SYNC-5] a record after the withdrawal is kept, with an alert', () => {
  const event = anEvent('record-submitted', aRecord());
  expect(judge({ event, device: officer, task: aTask('withdrawn') })).toMatchObject({
    kind: 'accept',
    task: { state: 'performed-after-withdrawal' },
    alerts: ['performed-after-withdrawal'],
  });
});

test('[SYNC-9] what a device did before it was revoked is accepted; after, it is not', () => {
  const event = anEvent('inspection-started', {});
  expect(judge({ event, device: { ...officer, revokedAt: event.at + 1 } })).toMatchObject({ kind: 'accept' });
  expect(judge({ event, device: { ...officer, revokedAt: event.at } })).toMatchObject({
    kind: 'reject',
    code: 'device-revoked',
  });
});

test('[SYNC-11] a device clock more than ten minutes ahead is told', () => {
  expect(judge({ now: scan.at - 10 * MINUTE })).toMatchObject({ kind: 'accept', alerts: [] });
  expect(judge({ now: scan.at - 10 * MINUTE - 1 })).toMatchObject({ kind: 'accept', alerts: ['clock-off'] });
});

test('a scan of a code that does not hold, or of another task, changes nothing', () => {
  const bad: Verdict = { verdict: 'refuse', reasons: ['bad-signature'] };
  expect(judge({ code: bad })).toEqual({ kind: 'reject', code: 'code-refused', reasons: ['bad-signature'] });
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
