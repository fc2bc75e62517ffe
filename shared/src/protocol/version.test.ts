import { expect, test } from 'vitest';
import { heardAs, OLDEST_ACCEPTED_VERSION, PROTOCOL_VERSION } from './version.ts';

test.each([
  [undefined, 'known'],
  [OLDEST_ACCEPTED_VERSION - 1, 'too-old'],
  [OLDEST_ACCEPTED_VERSION, 'older'],
  [PROTOCOL_VERSION - 1, 'older'],
  [PROTOCOL_VERSION, 'known'],
  [PROTOCOL_VERSION + 1, 'too-new'],
])('[SYNC-19] a client of version %s is heard as %s', (version, heard) => {
  expect(heardAs(version)).toBe(heard);
});
