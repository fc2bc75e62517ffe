import { expect, test } from 'vitest';
import { openingOf } from './opening.ts';

test.each([
  ['nothing there', 0, true, 'open'],
  ['nothing there, without network', 0, false, 'open'],
  ['its own', 8, true, 'open'],
  ['its own, without network', 8, false, 'open'],
  ['the version before', 7, true, 'send-first'],
  ['the version before, without network', 7, false, 'carry'],
  ['a much older one', 1, true, 'send-first'],
  ['a newer one', 9, true, 'leave'],
  ['a newer one, without network', 9, false, 'leave'],
] as const)('[SYNC-18] an app of version 8 that finds %s', (_, kept, online, opening) => {
  expect(openingOf(kept, 8, online)).toBe(opening);
});
