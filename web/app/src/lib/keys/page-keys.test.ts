import { expect, test } from 'vitest';
import { deedOf, holdKeys, isHeld, isSameBurst } from './page-keys.ts';

const pressed: string[] = [];
const say = (what: string) => () => void pressed.push(what);

test('the page goes before the frame; a key that the page does not use is the frame’s', () => {
  const owners = [() => ({ c: say('frame c'), a: say('frame a') }), () => ({ a: say('page a'), c: undefined })];
  deedOf('a', owners)?.();
  deedOf('c', owners)?.();
  expect(pressed).toEqual(['page a', 'frame c']);
  expect(deedOf('x', owners)).toBeUndefined();
});

test('keys are held from the moment something asks for words, before it is drawn', () => {
  let isAsking = false;
  const end = holdKeys(() => isAsking);
  expect(isHeld()).toBe(false);
  isAsking = true;
  expect(isHeld()).toBe(true);
  end();
  expect(isHeld()).toBe(false);
});

test('a letter that follows what was written at once decides nothing', () => {
  expect([isSameBurst(1_100, 1_000), isSameBurst(1_300, 1_000)]).toEqual([true, false]);
});
