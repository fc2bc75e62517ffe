import { expect, test } from 'vitest';
import { aNoCodeReport } from '../../test/builders.ts';
import { SERVER_LIMITS } from '../compliance/server-limits.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import type { DeviceId, EventId } from '../kernel/ids.ts';
import { type JudgeFacts, judgeEvent } from './judge.ts';

const AT = Date.UTC(2026, 10, 24, 2);
const facts = (changes: Partial<JudgeFacts> = {}): JudgeFacts => ({
  event: {
    id: '019ab3a0-0000-7abc-8def-0123456789ab' as EventId,
    device: '00112233445566778899aabbccddeeff' as DeviceId,
    seq: 1,
    prev: '',
    type: 'no-code-report',
    region: '620623',
    at: AT,
    data: aNoCodeReport(),
  },
  hash: 'aa',
  known: undefined,
  device: { officer: null, revokedAt: null, lastSeq: 0, lastHash: '' },
  task: undefined,
  regionKnown: true,
  code: undefined,
  now: AT,
  policy: DEFAULT_POLICY,
  limits: SERVER_LIMITS,
  ...changes,
});

test('[SHOW-6] a report without a task is accepted, changes no task and tells the supervisors', () => {
  expect(judgeEvent(facts())).toEqual({
    kind: 'accept',
    task: undefined,
    alerts: ['no-code-reported'],
    evidence: { 'no-code-reported': aNoCodeReport() },
  });
});

test.each([
  ['a region that nobody knows', { regionKnown: false }, { kind: 'reject', code: 'unknown-region' }],
  [
    'the device of an officer',
    { device: { officer: 'o1', revokedAt: null, lastSeq: 0, lastHash: '' } },
    { kind: 'reject', code: 'not-assigned' },
  ],
  [
    'a gap before it',
    { device: { officer: null, revokedAt: null, lastSeq: 0, lastHash: '' }, waiting: 99 },
    { kind: 'accept' },
  ],
] as const)('[SHOW-6] a report from or after %s', (_, changes, expected) => {
  expect(judgeEvent(facts(changes))).toMatchObject(expected);
});
