import { expect, test } from 'vitest';
import { aKeptScan, anEvent, anOfficer, aRecord, aTask, NOW, OTHER_DEVICE_ID, TASK_ID } from '../../test/builders.ts';
import { SERVER_LIMITS } from '../compliance/server-limits.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { DAY, HOUR, MINUTE } from '../kernel/instant.ts';
import type { Verdict } from '../task-code/verify.ts';
import { type JudgeFacts, judgeEvent } from './judge.ts';

const officer = { officer: anOfficer(1).id as string, lastSeq: 0, lastHash: '', revokedAt: null };
const browser = { ...officer, officer: null };
const scan = anEvent('scan', { code: '1', verdict: 'genuine', channel: 'link' });
const refusal = anEvent('refusal', { code: '1', ground: 'wrong-time-or-place', note: '' });
const record = anEvent('record-submitted', aRecord(), { at: NOW + 2 * HOUR });
const evaluation = anEvent('evaluation', { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' });
const genuine = { verdict: 'genuine', reasons: [], claims: { task: TASK_ID } } as unknown as Verdict;
const live: Verdict = { ...genuine, presence: 'live' };

const judge = (changes: Partial<JudgeFacts>) =>
  judgeEvent({
    event: scan,
    hash: 'aa',
    known: undefined,
    device: browser,
    task: aTask('issued'),
    code: genuine,
    now: NOW + 2 * HOUR,
    policy: DEFAULT_POLICY,
    limits: SERVER_LIMITS,
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

test('[SYNC-3] an event that waited long enough is judged without the missing one and raises an alert; the next follows it', () => {
  const event = { ...scan, seq: 5, prev: 'ee'.repeat(32) };
  expect(judge({ event, forced: true })).toMatchObject({ kind: 'accept', alerts: ['gap-forced'] });
  const after = { ...browser, lastSeq: 5, lastHash: 'ff'.repeat(32) };
  expect(judge({ event: { ...event, seq: 6, prev: 'ff'.repeat(32) }, device: after })).toMatchObject({ alerts: [] });
  const neighbours = { taken: false, before: undefined, after: 'aa' };
  const late = { event: { ...event, seq: 4 }, device: { ...after, neighbours } };
  expect(judge(late)).toMatchObject({ kind: 'accept', alerts: [] });
});

test('[SYNC-3] refused events raise chain alerts for an officer’s device, not for a browser', () => {
  const event = { ...anEvent('inspection-started', {}), seq: 3 };
  const refused = { kind: 'reject', code: 'unknown-task' };
  expect(judge({ event, device: officer, task: undefined, forced: true })).toMatchObject({
    ...refused,
    alerts: ['gap-forced'],
  });
  expect(judge({ event, task: undefined, forced: true })).toMatchObject({ ...refused, alerts: [] });
});

test('[SYNC-3] an event that waits for a code issued on site does not wait for ever', () => {
  const code = { ...genuine, claims: { task: TASK_ID, issuedUnder: {} } } as unknown as Verdict;
  expect(judge({ task: undefined, code })).toEqual({ kind: 'wait' });
  expect(judge({ task: undefined, code, forced: true })).toMatchObject({ code: 'unknown-task' });
});

test('[SYNC-5] a record after the withdrawal is kept, with an alert', () => {
  expect(judge({ event: record, device: officer, task: aTask('withdrawn'), shown: true })).toMatchObject({
    kind: 'accept',
    task: { state: 'performed-after-withdrawal' },
    alerts: ['performed-after-withdrawal'],
  });
});

const started = anEvent('inspection-started', {});
const revoked = (revokedAt: number, changes = {}) => ({ ...officer, revokedAt, ...changes });

test('[SYNC-9] whatever comes from a revoked device after the revocation is quarantined, whatever its clock says', () => {
  const since = NOW + HOUR + 30 * MINUTE;
  const device = revoked(since);
  const quarantined = { kind: 'quarantine', barred: { reason: 'device-revoked', since }, alerts: [] };
  expect(judge({ event: started, device })).toEqual(quarantined);
  expect(judge({ event: { ...started, at: 0 }, device })).toEqual(quarantined);
  expect(judge({ event: started, device: revoked(NOW + 3 * HOUR) })).toMatchObject({ kind: 'accept', alerts: [] });
});

test('[SYNC-9] an event that came before the revocation and waited since is judged by its arrival', () => {
  const arrivedAt = NOW + HOUR + 20 * MINUTE;
  const waited = (since: number, latestAt = 0) =>
    judge({ event: started, device: revoked(since, { latestAt }), arrivedAt });
  expect(waited(arrivedAt + 1)).toMatchObject({ kind: 'accept', task: { state: 'inspecting' }, alerts: [] });
  expect(waited(arrivedAt)).toMatchObject({ kind: 'quarantine' });
  expect(waited(arrivedAt + 1, arrivedAt + 1)).toMatchObject({ kind: 'quarantine' });
});

test.each([
  ['a moment before it begins', { from: started.at + 1, until: null }, 'accept'],
  ['when it begins', { from: started.at, until: null }, 'quarantine'],
  ['a moment before it ends', { from: NOW, until: started.at + 1 }, 'quarantine'],
  ['when it has ended', { from: NOW, until: started.at }, 'accept'],
])('[SYNC-9] what an officer did %s of a suspension', (_, suspension, kind) => {
  const judged = judge({ event: started, device: { ...officer, suspensions: [suspension] } });
  const isToldLate = judged.kind === 'accept' && suspension.until === null;
  if (judged.kind === 'accept') expect(judged.alerts).toEqual(isToldLate ? ['sent-after-barred'] : []);
  expect(judged).toMatchObject({ kind });
  if (judged.kind === 'quarantine')
    expect(judged.barred).toEqual({ reason: 'officer-suspended', since: suspension.from });
});

test('[SYNC-9] quarantine takes no event of an unknown task, except one of a quarantined code', () => {
  const device = revoked(NOW);
  expect(judge({ event: started, device, task: undefined })).toMatchObject({ code: 'unknown-task' });
  expect(judge({ event: started, device, task: undefined, awaitsDecision: true })).toMatchObject({
    kind: 'quarantine',
  });
});

test('[SYNC-9] chain alerts are raised on arrival; a released event is judged as if it arrived now', () => {
  const event = { ...started, prev: 'ff'.repeat(32) };
  expect(judge({ event, device: revoked(NOW) })).toMatchObject({ kind: 'quarantine', alerts: ['chain-broken'] });
  const released = { device: revoked(NOW), released: true };
  expect(judge({ event, ...released })).toMatchObject({ kind: 'accept', task: { state: 'inspecting' }, alerts: [] });
  expect(judge({ event, ...released, task: aTask('rejected') })).toMatchObject({ code: 'wrong-state' });
});

test('[SYNC-11] a device clock more than ten minutes ahead raises an alert', () => {
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
  const code: Verdict = { ...live, verdict: 'refuse', reasons: ['expired'] };
  expect(judge({ event: refusal, code })).toMatchObject({ kind: 'accept', task: { keptRefusals: [{}] } });
});

const asAnswered = (changes: Partial<JudgeFacts>) => judge({ event: refusal, code: live, ...changes });
const at = (moment: number) => ({ ...refusal, at: moment });
const [opens, closes] = [aTask('issued').window.from, aTask('issued').window.to];

test.each<[string, Partial<JudgeFacts>, string, string]>([
  ['of a live code inside the period', {}, 'refused', 'enterprise-refused'],
  ['that comes days later', { now: NOW + 3 * DAY }, 'refused', 'enterprise-refused'],
  ['of the printed code', { code: genuine }, 'issued', 'refusal-unproven'],
  ['of a picture of the live code', { code: { ...live, reasons: ['copied'] } }, 'issued', 'refusal-unproven'],
  ['of a code that is not yet valid', { code: { ...live, reasons: ['not-yet-valid'] } }, 'issued', 'refusal-unproven'],
  ['a day before the period', { event: at(opens - DAY), now: opens - DAY }, 'issued', 'refusal-unproven'],
  ['that says it is from the period, before it', { event: at(opens), now: opens - DAY }, 'issued', 'refusal-unproven'],
  ['after the period', { event: at(closes + HOUR), now: closes + HOUR }, 'issued', 'refusal-unproven'],
  ['by the officers’ own device', { code: genuine, device: officer }, 'refused', 'enterprise-refused'],
  ['by another officer', { code: genuine, device: { ...officer, officer: 'O9999' } }, 'issued', 'refusal-unproven'],
  [
    'by the officers’ device after the period',
    { event: at(closes + HOUR), device: officer },
    'issued',
    'refusal-unproven',
  ],
])('[SHOW-5] a refusal %s', (_, changes, state, alert) => {
  const judged = asAnswered(changes);
  expect(judged).toMatchObject({ kind: 'accept', task: { state } });
  if (judged.kind === 'accept') expect(judged.alerts.filter((code) => code !== 'clock-off')).toEqual([alert]);
});

test('[SHOW-5] an earlier refusal that arrives after the start raises an alert; the inspection goes on', () => {
  const task = aTask('inspecting', { started: { at: refusal.at + 1, device: scan.device } });
  expect(asAnswered({ task })).toMatchObject({ task: { state: 'inspecting' }, alerts: ['refused-before-start'] });
  const earlier = aTask('inspecting', { started: { at: refusal.at - 1, device: scan.device } });
  expect(asAnswered({ task: earlier })).toMatchObject({ alerts: ['enterprise-refused'] });
});

test('[SHOW-5] a record after a refusal raises an alert; a record begun before it does not', () => {
  const task = aTask('refused');
  expect(judge({ event: record, device: officer, task })).toMatchObject({
    kind: 'accept',
    task: { state: 'performed-after-refusal' },
    alerts: ['performed-after-refusal'],
  });
  const before = { ...anEvent('inspection-started', {}), at: task.refused.at - 1 };
  expect(judge({ event: before, device: officer, task })).toMatchObject({ task: { state: 'inspecting' }, alerts: [] });
  const setBack = { ...officer, latestAt: task.refused.at };
  expect(judge({ event: before, device: setBack, task })).toMatchObject({ task: { state: 'refused' } });
});

const atDoor = aKeptScan({ device: scan.device, at: NOW + HOUR });

test.each([
  ['nobody showed or read the code', [], false, ['recorded-without-scan']],
  ['a stranger scanned it before the period', [atDoor], false, ['recorded-without-scan']],
  ['the enterprise scanned it at the door', [{ ...atDoor, proof: 'received' as const }], false, []],
  ['an officer’s device showed it', [], true, []],
])('[SHOW-3] a record although %s', (_, scans, shown, alerts) => {
  const task = aTask('inspecting', { scans });
  expect(judge({ event: record, device: officer, task, shown })).toMatchObject({ kind: 'accept', alerts });
});

const recordOf = (startedAt: number, endedAt: number, when = NOW + 2 * HOUR) =>
  anEvent('record-submitted', aRecord({ startedAt, endedAt }), { at: when });
test.each([
  ['inside the period', recordOf(opens, closes - 1, closes), closes, []],
  ['within the tolerance of clocks', recordOf(opens - 10 * MINUTE, closes, closes), closes, []],
  ['from 1970', recordOf(0, 0), closes, ['recorded-outside-window']],
  [
    'that ends after the period',
    recordOf(opens, closes + 10 * MINUTE, closes + HOUR),
    closes + HOUR,
    ['recorded-outside-window'],
  ],
  ['that ends after it was made', recordOf(opens, closes, opens), closes, ['recorded-outside-window']],
  ['that comes before its own end', recordOf(opens, closes, closes), opens, ['recorded-outside-window', 'clock-off']],
])('[SHOW-4] a record %s', (_, event, now, alerts) => {
  const judged = judge({ event, device: officer, task: aTask('inspecting'), shown: true, now });
  expect(judged).toMatchObject({ kind: 'accept', task: { state: 'recorded' } });
  expect(new Set(judged.kind === 'accept' ? judged.alerts : [])).toEqual(new Set(alerts));
});

test('[SHOW-4] a start outside the period is accepted and raises an alert', () => {
  const event = { ...started, at: opens - HOUR };
  expect(judge({ event, device: officer, now: opens - HOUR })).toMatchObject({
    kind: 'accept',
    task: { state: 'inspecting' },
    alerts: ['recorded-outside-window'],
  });
});

test('[NOT-2] work inside the period brings a lapsed task back; work outside it raises an alert too', () => {
  const lapsed = { task: aTask('lapsed'), device: officer, shown: true, now: closes + DAY };
  expect(judge({ event: started, ...lapsed })).toMatchObject({ task: { state: 'inspecting' }, alerts: [] });
  expect(judge({ event: record, ...lapsed })).toMatchObject({ task: { state: 'recorded' }, alerts: [] });
  const late = recordOf(closes + HOUR, closes + 2 * HOUR, closes + 2 * HOUR);
  expect(judge({ event: late, ...lapsed })).toMatchObject({
    task: { state: 'recorded' },
    alerts: ['recorded-outside-window'],
  });
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

test('[SHOW-2] a phone known to be ahead of the server raises the clock alert alone', () => {
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
  expect(judge({ event: record, device: officer, task: aTask('recorded') })).toMatchObject({ code: 'wrong-state' });
});

test('[EVAL-2] an officer’s device cannot evaluate; a scan by one raises an alert', () => {
  expect(judge({ event: evaluation, device: officer, task: aTask('recorded') })).toMatchObject({
    code: 'officer-cannot-evaluate',
  });
  expect(judge({ device: officer })).toMatchObject({ kind: 'accept', alerts: ['scanned-by-officer'] });
  const assisted = anEvent('scan', { code: '1', verdict: 'genuine', channel: 'assisted' });
  expect(judge({ event: assisted, device: officer })).toMatchObject({ kind: 'accept', alerts: [] });
});

const receivedAt = NOW + 3 * HOUR;
const recorded = aTask('recorded', { receivedAt });
const due = receivedAt + 15 * DAY;
test.each([
  ['a moment before they are over', due - 1, due - 1, 'accept'],
  ['when they are over', due, due, 'reject'],
  ['by the device’s clock after they are over, that comes before', due + 1, due - 1, 'accept'],
  ['in time by the device’s clock, that comes within the wait for gaps', due - 1, due + 5 * DAY - 1, 'accept'],
  ['in time by the device’s clock, that comes later still', due - 1, due + 5 * DAY, 'reject'],
])('[EVAL-1] [EVAL-6] an evaluation in the fifteen days after the server got the record: %s', (_, when, now, kind) => {
  expect(judge({ event: { ...evaluation, at: when }, task: recorded, now })).toMatchObject({ kind });
});

test('[EVAL-6] the officers’ device does not close the days: nothing that it says of its times moves them', () => {
  const startedAt = aTask('issued').window.from;
  for (const claimed of [
    { record: aRecord({ startedAt: 0, endedAt: 0 }), receivedAt },
    { record: aRecord({ startedAt, endedAt: 8.64e15 }), receivedAt },
    { record: aRecord(), receivedAt: opens - 20 * DAY },
  ]) {
    const task = aTask('recorded', claimed);
    const end = closes + 15 * DAY;
    expect(judge({ event: { ...evaluation, at: end - 1 }, task, now: end - 1 })).toMatchObject({ kind: 'accept' });
    expect(judge({ event: { ...evaluation, at: end }, task, now: end })).toMatchObject({ code: 'evaluation-closed' });
  }
});

test('[EVAL-6] a record that is released from quarantine begins its days then', () => {
  const facts = { event: record, device: revoked(NOW), released: true, arrivedAt: NOW + HOUR, now: NOW + 9 * DAY };
  expect(judge(facts)).toMatchObject({ task: { state: 'recorded', receivedAt: NOW + 9 * DAY } });
});

test('[EVAL-1] an evaluation is taken from the beginning of the period, waits for no record, and holds nothing back', () => {
  const strangers = aTask('issued', { scans: [{ ...atDoor, device: OTHER_DEVICE_ID }] });
  for (const task of [aTask('issued'), aTask('inspecting'), aTask('lapsed'), strangers]) {
    expect(judge({ event: evaluation, task, now: opens - 10 * MINUTE })).toMatchObject({ kind: 'accept', task });
    expect(judge({ event: evaluation, task, now: opens - 10 * MINUTE - 1 })).toMatchObject({ code: 'not-inspected' });
  }
  const scanned = aTask('issued', { scans: [aKeptScan({ device: scan.device })] });
  expect(judge({ event: evaluation, task: scanned, now: opens - DAY })).toMatchObject({ kind: 'accept' });
  const early = aTask('recorded', { receivedAt: opens - DAY });
  expect(judge({ event: evaluation, task: early, now: opens - DAY })).toMatchObject({ kind: 'accept' });
  expect(judge({ event: evaluation, task: aTask('applied') })).toMatchObject({ code: 'not-inspected' });
});

test('[EVAL-5] a fourth key that evaluates one task raises an alert', () => {
  expect(judge({ event: evaluation, task: recorded, otherKeys: 2 })).toMatchObject({ kind: 'accept', alerts: [] });
  expect(judge({ event: evaluation, task: recorded, otherKeys: 3 })).toMatchObject({ alerts: ['evaluated-by-many'] });
});
