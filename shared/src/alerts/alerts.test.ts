import { expect, test } from 'vitest';
import { closeAlert, isRaisedOnce } from './alerts.ts';

const closing = { at: 5, by: 'zhangwei', name: '张伟', note: '已核实' };

test('[SUP-1] an alert is closed once; the first closing stays', () => {
  const alert = { id: 'a', closed: null };
  const closed = closeAlert(alert, closing);
  expect(closed).toEqual({ ok: true, value: { id: 'a', closed: closing } });
  const again = { ...alert, closed: closing };
  expect(closeAlert(again, { ...closing, by: 'other' })).toEqual({ ok: false, error: 'wrong-state' });
});

test('[SUP-1] what any key can bring about is told once; what an officer’s device does, each time', () => {
  expect([isRaisedOnce('enterprise-refused', false), isRaisedOnce('enterprise-refused', true)]).toEqual([true, false]);
  // Each names what is missing, or what differs.
  expect([isRaisedOnce('gap-forced', false), isRaisedOnce('answers-differ', false)]).toEqual([false, false]);
});
