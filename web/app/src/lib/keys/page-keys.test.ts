import { expect, test } from 'vitest';
import { deedOf } from './page-keys.ts';

const said: string[] = [];
const say = (what: string) => () => void said.push(what);

test('the page goes before the frame; a key that the page does not use is the frame’s', () => {
  const owners = [() => ({ c: say('frame c'), a: say('frame a') }), () => ({ a: say('page a'), c: undefined })];
  deedOf('a', owners)?.();
  deedOf('c', owners)?.();
  expect(said).toEqual(['page a', 'frame c']);
  expect(deedOf('x', owners)).toBeUndefined();
});
