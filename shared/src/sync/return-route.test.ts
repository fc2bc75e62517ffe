import { expect, test } from 'vitest';
import { anAcknowledgement, aSealedAcknowledgement, CONFIRMED, digestLike, REFUSED } from '../../test/answers.ts';
import { anEvent, anOfficer, aTask, EVENT_ID, NOW, OTHER_DEVICE_ID, TASK_ID } from '../../test/builders.ts';
import { SERVER_LIMITS } from '../compliance/server-limits.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { toBase64Url } from '../kernel/bytes.ts';
import { HOUR, MINUTE } from '../kernel/instant.ts';
import { err, ok } from '../kernel/result.ts';
import type { Verdict } from '../task-code/verify.ts';
import { overlay } from './command.ts';
import { type JudgeFacts, judgeEvent } from './judge.ts';
import { type Carried, twinOf } from './return-route.ts';

const officer = { officer: anOfficer(1).id as string, lastSeq: 0, lastHash: '', revokedAt: null };
const genuine = { verdict: 'genuine', reasons: [], claims: { task: TASK_ID } } as unknown as Verdict;
const { acknowledgement, bytes } = await aSealedAcknowledgement({ event: EVENT_ID });
const refused = await aSealedAcknowledgement({ event: EVENT_ID, content: REFUSED });
const eventOf = (ack: Uint8Array) => anEvent('acknowledgement-scanned', { ack: toBase64Url(ack) });
const carried: Carried = {
  answer: ok(acknowledgement),
  officer: null,
  revokedAt: null,
  taskCode: acknowledgement.code,
};

const judge = (changes: Partial<JudgeFacts>, carries: Partial<Carried> = {}) =>
  judgeEvent({
    event: eventOf(bytes),
    hash: 'aa',
    known: undefined,
    device: officer,
    task: aTask('issued'),
    code: genuine,
    carried: { ...carried, ...carries },
    twin: 'none',
    now: NOW + 2 * HOUR,
    policy: DEFAULT_POLICY,
    limits: SERVER_LIMITS,
    ...changes,
  });

test('[SYNC-7] a carried confirmation enters the scan of the enterprise’s device, at its moment and with its id', () => {
  const { device, at } = acknowledgement;
  const entry = {
    device,
    at,
    verdict: 'genuine',
    channel: 'link',
    event: EVENT_ID,
    routes: ['return'],
    proof: 'carried',
  };
  expect(judge({})).toEqual({
    kind: 'accept',
    task: { ...aTask('issued'), rev: 2, scans: [entry] },
    alerts: [],
  });
});

test('[SYNC-7] a carried refusal ends the task, and supervisors are told once', () => {
  const carries = { answer: ok(refused.acknowledgement) };
  expect(judge({ event: eventOf(refused.bytes) }, carries)).toMatchObject({
    kind: 'accept',
    task: { state: 'refused', refused: { ground: 'certificate-mismatch', routes: ['return'] } },
    alerts: ['enterprise-refused'],
  });
  const again = { event: eventOf(refused.bytes), twin: 'same' } as const;
  expect(judge({ ...again, task: aTask('refused') }, carries)).toMatchObject({ kind: 'accept', alerts: [] });
  // [SHOW-5] It came first on the enterprise's own phone, which proved nothing.
  expect(judge(again, carries)).toMatchObject({ task: { state: 'refused' }, alerts: ['enterprise-refused'] });
});

test('[SYNC-7] where two answers under one id differ, the first stands and supervisors are told', () => {
  const task = aTask('issued', { scans: [{ ...origin, verdict: 'genuine', channel: 'link', routes: ['return'] }] });
  const own = anEvent('refusal', { code: '1', ground: 'other', note: '' });
  const judged = judge({
    event: own,
    carried: undefined,
    twin: 'different',
    device: { ...officer, officer: null },
    task,
  });
  expect(judged).toEqual({ kind: 'accept', task, alerts: ['answers-differ', 'refusal-unproven'] });
});

test.each([
  ['a signature that does not hold', {}, { answer: err('bad-signature') }, 'bad-signature'],
  ['another device’s key', {}, { answer: err('device-mismatch') }, 'device-mismatch'],
  ['an answer for another task', {}, { answer: ok({ ...acknowledgement, task: 'x' }) }, 'malformed'],
  ['an answer to another code', {}, { taskCode: digestLike(1) }, 'code-refused'],
  ['a carrier that is no officer’s device', { device: { ...officer, officer: null } }, {}, 'not-assigned'],
  ['a task that is unknown', { task: undefined }, {}, 'unknown-task'],
  [
    'a code that was not valid at that moment',
    { code: { ...genuine, reasons: ['expired'], verdict: 'refuse' } },
    {},
    'code-refused',
  ],
] as const)('[SYNC-7] %s does not count', (_, facts, carries, code) => {
  expect(judge(facts as Partial<JudgeFacts>, carries as Partial<Carried>)).toMatchObject({ kind: 'reject', code });
});

test('[SYNC-9] an answer by a device that was revoked before it is quarantined, whoever carries it', () => {
  const barred = { reason: 'device-revoked', since: acknowledgement.at };
  expect(judge({}, { revokedAt: acknowledgement.at })).toEqual({ kind: 'quarantine', barred, alerts: [] });
  expect(judge({ released: true }, { revokedAt: acknowledgement.at })).toMatchObject({ kind: 'accept' });
});

test('[SYNC-9] what such a device signed before it was revoked is quarantined too, unless it came in before', () => {
  const revokedAt = acknowledgement.at + 1;
  expect(judge({}, { revokedAt })).toMatchObject({ kind: 'quarantine' });
  expect(judge({ arrivedAt: acknowledgement.at }, { revokedAt })).toMatchObject({ kind: 'accept' });
});

test('[SYNC-7] a carrier that is no longer on the task brings in the answer, and proves nothing by it', () => {
  const device = { ...officer, officer: 'O9999' };
  expect(judge({ device })).toMatchObject({ kind: 'accept', task: { scans: [{ proof: 'received' }] } });
  const carries = { answer: ok(refused.acknowledgement) };
  expect(judge({ device, event: eventOf(refused.bytes) }, carries)).toMatchObject({
    task: { state: 'issued', keptRefusals: [{ proof: 'received' }] },
    alerts: ['refusal-unproven'],
  });
});

test('[EVAL-2] an answer signed by an officer’s own device is told', () => {
  expect(judge({}, { officer: 'O0001' })).toMatchObject({ kind: 'accept', alerts: ['scanned-by-officer'] });
});

test('[SYNC-11] a clock of the enterprise’s phone that runs ahead is told as well', () => {
  const now = acknowledgement.at - 10 * MINUTE - 1;
  const event = { ...eventOf(bytes), at: now };
  expect(judge({ now, event })).toMatchObject({ kind: 'accept', alerts: ['clock-off'] });
});

test('[SYNC-7] the device that scanned shows the enterprise as confirmed at once', () => {
  const seen = overlay(aTask('issued'), [eventOf(bytes)]);
  expect(seen).toMatchObject({ scans: [{ device: acknowledgement.device, channel: 'link' }] });
  expect(overlay(seen, [eventOf(bytes)])).toMatchObject({ scans: [{ routes: ['return'] }] });
  const elsewhere = { ...eventOf(bytes), task: '019ab3a0-9999-7abc-8def-0123456789ab' } as ReturnType<typeof eventOf>;
  expect(overlay(aTask('issued'), [elsewhere])).toEqual(aTask('issued'));
});

const origin = { device: OTHER_DEVICE_ID, at: NOW, event: EVENT_ID };

test('what else is known under the id of an answer', () => {
  const answer = anAcknowledgement({ content: CONFIRMED });
  expect(twinOf(answer, [])).toBe('none');
  expect(twinOf(answer, [structuredClone(answer), answer])).toBe('same');
  expect(twinOf(answer, [answer, { ...answer, content: REFUSED }])).toBe('different');
  expect(twinOf(answer, [undefined])).toBe('different');
});
