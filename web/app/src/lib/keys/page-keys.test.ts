import { expect, test } from 'vitest';
import { deedOf, holdKeys, isHeld, isSameBurst } from './page-keys.ts';

const pressed: string[] = [];
const say = (what: string) => () => void pressed.push(what);

test('keys of the page come before keys of the frame', () => {
  const owners = [() => ({ c: say('frame c'), a: say('frame a') }), () => ({ a: say('page a'), c: undefined })];
  deedOf('a', owners)?.();
  deedOf('c', owners)?.();
  expect(pressed).toEqual(['page a', 'frame c']);
  expect(deedOf('x', owners)).toBeUndefined();
});

test('keys are blocked as soon as a dialog is requested', () => {
  let isAsking = false;
  const end = holdKeys(() => isAsking);
  expect(isHeld()).toBe(false);
  isAsking = true;
  expect(isHeld()).toBe(true);
  end();
  expect(isHeld()).toBe(false);
});

test('a letter typed right after text triggers no key', () => {
  expect([isSameBurst(1_100, 1_000), isSameBurst(1_300, 1_000)]).toEqual([true, false]);
});
