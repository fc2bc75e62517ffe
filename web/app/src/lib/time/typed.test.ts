import { expect, test } from 'vitest';
import { typedDay, typedTime } from './typed.ts';

test.each([
  ['2026-11-30', '2026-11-30'],
  ['2026/1/5', '2026-01-05'],
  ['2026年11月30日', '2026-11-30'],
  ['20261130', '2026-11-30'],
  ['11-30', '2026-11-30'],
  ['11.3', '2026-11-03'],
  ['11 月 30 日', '2026-11-30'],
  ['2028-02-29', '2028-02-29'],
  ['2026-02-29', undefined],
  ['4-31', undefined],
  ['13-01', undefined],
  ['30', undefined],
  ['明天', undefined],
  ['', undefined],
])('the day %j is %j', (text, day) => {
  expect(typedDay(text, '2026-11-24')).toBe(day);
});

test.each([
  ['09:30', '09:30'],
  ['9：30', '09:30'],
  ['930', '09:30'],
  ['0930', '09:30'],
  ['14', '14:00'],
  ['9点', '09:00'],
  ['9点30分', '09:30'],
  ['24:00', undefined],
  ['10:60', undefined],
  ['十点', undefined],
  ['', undefined],
])('the time %j is %j', (text, time) => {
  expect(typedTime(text)).toBe(time);
});
