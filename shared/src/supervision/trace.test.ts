import { expect, test } from 'vitest';
import { anAcknowledgement, REFUSED } from '../../test/answers.ts';
import { aKeptScan, anEvent, aTask, DEVICE_ID, NOW, OTHER_DEVICE_ID } from '../../test/builders.ts';
import { HOUR, MINUTE } from '../kernel/instant.ts';
import type { Answer } from '../protocol/answer.ts';
import { type TraceEvent, traceOf } from './trace.ts';

const answer: Answer = anAcknowledgement();
const own = (changes: Partial<TraceEvent> = {}): TraceEvent => ({
  event: anEvent('scan', { code: '1', verdict: 'genuine', channel: 'link' }),
  sync: { state: 'accepted', receipt: 'own', receivedAt: NOW + 5 * HOUR },
  by: '',
  alerts: [],
  answer,
  ...changes,
});
const scannedAt = answer.at + MINUTE;
const carried = (changes: Partial<TraceEvent> = {}): TraceEvent => ({
  event: anEvent('acknowledgement-scanned', { ack: 'AA' }, { at: scannedAt }),
  sync: { state: 'accepted', receipt: 'return', receivedAt: NOW + 3 * HOUR },
  by: '王建国',
  alerts: [],
  answer,
  answeredBy: '',
  ...changes,
});
const returned = { by: '王建国', at: scannedAt, receivedAt: NOW + 3 * HOUR, receipt: 'return' };
const site = (...events: TraceEvent[]) => traceOf(aTask('issued', { scans: [confirmed] }), events).slice(2);
const confirmed = aKeptScan({ device: DEVICE_ID, proof: 'live' });

test('[SYNC-7] an answer that came in a return QR stands at its own moment, with who carried it and when', () => {
  const scanned = { step: 'scanned', at: answer.at, by: '', detail: 'link', alerts: [], returned: [returned] };
  expect(site(carried())).toEqual([{ ...scanned, receivedAt: NOW + 3 * HOUR, receipt: null }]);
});

test('[SYNC-7] an answer that came both ways is one step with both receipts and all clocks', () => {
  const step = {
    step: 'scanned',
    at: answer.at,
    receivedAt: NOW + 5 * HOUR,
    by: '',
    detail: 'link',
    receipt: 'own',
    alerts: ['clock-off'],
    returned: [returned],
  };
  expect(site(own({ alerts: ['clock-off'] }), carried({ alerts: ['clock-off'] }))).toEqual([step]);
  expect(site(carried({ alerts: ['clock-off'] }), own())).toEqual([step]);
});

test('[SYNC-7] two officers who scan one return QR make one step of it', () => {
  expect(site(carried(), carried({ by: '卓玛' }))).toMatchObject([{ returned: [{ by: '王建国' }, { by: '卓玛' }] }]);
});

test('[SYNC-7] answers that differ are two steps', () => {
  const steps = site(own(), carried({ answer: { ...answer, content: REFUSED }, alerts: ['answers-differ'] }));
  expect(steps).toMatchObject([
    { step: 'scanned', receipt: 'own', alerts: [], returned: [] },
    {
      step: 'refused',
      receipt: null,
      alerts: ['answers-differ'],
      detail: REFUSED.type === 'refusal' && REFUSED.ground,
    },
  ]);
});

test('[SYNC-4] the start that counts is one step, another officer’s is that they joined', () => {
  const start = (device: string, at: number): TraceEvent => ({
    ...own({ event: anEvent('inspection-started', {}, { device: device as never, at }), answer: undefined }),
  });
  const task = aTask('inspecting');
  const steps = traceOf(task, [start(OTHER_DEVICE_ID, NOW + 2), start(task.started.device, NOW + 1)]);
  expect(steps.slice(2).map(({ step }) => step)).toEqual(['started', 'joined']);
});

test('[SYNC-8] the trace keeps corrected evaluations beside the one that counts', () => {
  const evaluated = (seq: number, overall: 'satisfied' | 'dissatisfied'): TraceEvent => {
    const given = { overall, answers: {}, prohibitedActs: [], text: '' };
    return own({ event: anEvent('evaluation', given, { seq, at: NOW + seq }), answer: undefined });
  };
  const steps = site(evaluated(4, 'satisfied'), evaluated(3, 'dissatisfied'));
  expect(steps.map(({ evaluation }) => [evaluation?.given.overall, evaluation?.counts])).toEqual([
    ['dissatisfied', false],
    ['satisfied', true],
  ]);
});

test('[EVAL-5] the evaluation of another key stands apart and does not count', () => {
  const given = { overall: 'satisfied' as const, answers: {}, prohibitedActs: [], text: '' };
  const by = (device: typeof DEVICE_ID, at: number) =>
    own({ event: anEvent('evaluation', given, { device, at }), answer: undefined });
  const steps = site(by(OTHER_DEVICE_ID, NOW), by(DEVICE_ID, NOW + 1));
  expect(steps.map(({ evaluation }) => evaluation)).toMatchObject([
    { counts: false, apart: true },
    { counts: true, apart: false },
  ]);
});

test('[NOT-2] a task that lapsed says when', () => {
  const task = aTask('lapsed');
  expect(traceOf(task, []).at(-1)).toMatchObject({ step: 'lapsed', at: task.lapsed, by: '', receivedAt: null });
});

test('[SYNC-1] a receipt that was signed anew says when, on either route', () => {
  const at = NOW + 9 * HOUR;
  expect(site(own({ renewedAt: at }), carried())).toMatchObject([{ receipt: 'own', renewedAt: at }]);
  const [step] = site(carried({ renewedAt: at }));
  expect(step).toMatchObject({ receipt: null, returned: [{ ...returned, renewedAt: at }] });
  expect(step).not.toHaveProperty('renewedAt');
});
