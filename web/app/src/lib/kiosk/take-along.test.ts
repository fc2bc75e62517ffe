import { issueCode, issueGrantedCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { expect, test } from 'vitest';
import { device as grantDevice, grantedCode, claims as plain, T } from '../../../../../shared/test/codes.ts';
import { aKey, sha256 } from '../../../../../shared/test/keys.ts';
import { takeAlong } from './take-along.ts';

const HERE = 'https://liangma.example.cn';
const seed = new Uint8Array(12).fill(7);
const printed = await issueCode(aKey().signer, plain, HERE);

test('a printed code is taken along unchanged', () => {
  expect(takeAlong(printed, HERE)).toBe(printed);
});

test('a live code is not taken along', async () => {
  const claims = { ...plain, anchor: await anchorOf(seed, plain, sha256) };
  const anchored = await issueCode(aKey().signer, claims, HERE);
  expect(takeAlong(await liveText(anchored, claims, seed, T + 600, sha256), HERE)).toBeUndefined();
});

test('a code is taken along under the kiosk’s own address', () => {
  const digits = printed.slice(printed.indexOf('#') + 1);
  for (const read of [`https://stranger.example/c#${digits}`, digits]) expect(takeAlong(read, HERE)).toBe(printed);
});

test('a code that a device signs anew every half minute is not taken along', async () => {
  const ref = new Uint8Array(8).fill(1);
  const text = await issueGrantedCode(grantDevice.signer, { ref }, grantedCode, HERE);
  expect(takeAlong(text, HERE)).toBeUndefined();
});

test('text that is no code is not taken along', () => {
  expect(['', 'hello', `${HERE}/c#123`].map((text) => takeAlong(text, HERE))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
