import { expect, test } from 'vitest';
import { anEvent, anOfficer, aTask, NOW, TASK_ID } from '../../test/builders.ts';
import { SERVER_LIMITS } from '../compliance/server-limits.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { HOUR } from '../kernel/instant.ts';
import type { Verdict } from '../task-code/verify.ts';
import { type JudgeFacts, judgeEvent } from './judge.ts';
import { mayWait } from './stranger.ts';

const browser = { officer: null, lastSeq: 0, lastHash: '', revokedAt: null };
const scan = { ...anEvent('scan', { code: '1', verdict: 'genuine', channel: 'link' }), seq: 2 };
const genuine = { verdict: 'genuine', reasons: [], claims: { task: TASK_ID } } as unknown as Verdict;
const most = SERVER_LIMITS.strangerWaiting;

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

test('[SYNC-22] the last event that may wait is the one before the policy’s number', () => {
  expect([most - 1, most, most + 1].map((n) => mayWait(n, SERVER_LIMITS))).toEqual([true, false, false]);
});

test('[SYNC-22] a browser has few events that wait; one more is sent again later; an officer’s device has any number', () => {
  expect(judge({ waiting: most - 1 })).toEqual({ kind: 'wait' });
  expect(judge({ waiting: most })).toEqual({ kind: 'defer' });
  expect(judge({ waiting: most, device: { ...browser, officer: anOfficer(1).id } })).toEqual({ kind: 'wait' });
});

test('[SYNC-22] after a gap a browser’s event that no earlier one can cure is refused at once', () => {
  expect(judge({ task: undefined })).toMatchObject({ kind: 'reject', code: 'unknown-task', alerts: [] });
  const { claims: _, ...unsigned } = genuine;
  expect(judge({ code: unsigned as Verdict })).toMatchObject({ kind: 'reject', code: 'code-refused', alerts: [] });
  const start = { ...anEvent('inspection-started', {}), seq: 2 };
  expect(judge({ event: start, code: undefined })).toMatchObject({ kind: 'reject', code: 'not-assigned', alerts: [] });
});

test('[SYNC-22] after a gap an evaluation waits, since the scan before it may still come', () => {
  const event = {
    ...anEvent('evaluation', { overall: 'satisfied', answers: {}, prohibitedActs: [], text: '' }),
    seq: 2,
  };
  expect(judge({ event, code: undefined })).toEqual({ kind: 'wait' });
});

test('[SYNC-22] few events wait for a code issued on site that the server does not know yet', () => {
  const code = { ...genuine, claims: { task: TASK_ID, issuedUnder: {} } } as unknown as Verdict;
  const early = { task: undefined, code, event: { ...scan, seq: 1 } };
  expect(judge({ ...early, waiting: 0 })).toEqual({ kind: 'wait' });
  expect(judge({ ...early, waiting: most })).toEqual({ kind: 'defer' });
});
