import { expect, test } from 'vitest';
import { firstWorkday, parseWindow, windowFields } from './window.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const fields = { day: '2026-11-24', from: '10:00', to: '14:00', endsNextDay: false };

test('a day and two times are a window in China time', () => {
  expect(parseWindow(fields)).toEqual({
    ok: true,
    value: { from: at('2026-11-24T10:00'), to: at('2026-11-24T14:00') },
  });
});

test.each([
  ['10:01', false, { ok: true, value: { from: at('2026-11-24T10:00'), to: at('2026-11-24T10:01') } }],
  ['10:00', false, { ok: false, error: 'reversed' }],
  ['09:59', false, { ok: false, error: 'reversed' }],
  ['09:59', true, { ok: true, value: { from: at('2026-11-24T10:00'), to: at('2026-11-25T09:59') } }],
  ['14:00', true, { ok: true, value: { from: at('2026-11-24T10:00'), to: at('2026-11-24T14:00') } }],
])('from 10:00 to %s, said to end on the next day: %s', (to, endsNextDay, expected) => {
  expect(parseWindow({ ...fields, to, endsNextDay })).toEqual(expected);
});

test.each([
  ['2026-11-24T10:00', '2026-11-24T14:05', { ...fields, to: '14:05' }],
  ['2026-11-24T23:30', '2026-11-25T00:30', { ...fields, from: '23:30', to: '00:30', endsNextDay: true }],
])('%s to %s is filled in again as it was', (from, to, expected) => {
  const window = { from: at(from), to: at(to) };
  expect(windowFields(window)).toEqual(expected);
  expect(parseWindow(windowFields(window))).toEqual({ ok: true, value: window });
});

test.each([
  [{ day: '' }],
  [{ from: '' }],
  [{ to: '' }],
  [{ from: '24:00' }],
  [{ to: '9:30' }],
  [{ day: '2026-13-40' }],
])('%j is incomplete', (change) => {
  expect(parseWindow({ ...fields, ...change })).toEqual({ ok: false, error: 'incomplete' });
});

test.each([
  [2026, '2026-01-05'],
  [2027, '2027-01-04'],
  [2029, '2029-01-04'],
  [2031, '2031-01-06'],
])('the first workday of %i is %s', (year, day) => {
  expect(firstWorkday(year)).toBe(day);
});
