import { issueCode, issueGrantedCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { expect, test } from 'vitest';
import { device as grantDevice, grantedCode, claims as plain, T } from '../../../../../shared/test/codes.ts';
import { aKey, sha256 } from '../../../../../shared/test/keys.ts';
import { takeAlong } from './take-along.ts';

const HERE = 'https://liangma.example.cn';
const seed = new Uint8Array(12).fill(7);
const claims = { ...plain, anchor: await anchorOf(seed, plain, sha256) };
const printed = await issueCode(aKey().signer, claims, HERE);

test('what is printed is taken along as it is', () => {
  expect(takeAlong(printed, HERE)).toBe(printed);
});

test('of what is shown live, the printed form', async () => {
  const live = await liveText(printed, claims, seed, T + 600, sha256);
  expect(live).not.toBe(printed);
  expect(takeAlong(live, HERE)).toBe(printed);
});

test('under the own address, whatever the one it was read with', () => {
  const digits = printed.slice(printed.indexOf('#') + 1);
  for (const read of [`https://stranger.example/c#${digits}`, digits]) expect(takeAlong(read, HERE)).toBe(printed);
});

test('a code that a device signs afresh every half minute is not', async () => {
  const ref = new Uint8Array(8).fill(1);
  const text = await issueGrantedCode(grantDevice.signer, { ref }, grantedCode, HERE);
  expect(takeAlong(text, HERE)).toBeUndefined();
});

test('nor is anything that is no code', () => {
  expect(['', 'hello', `${HERE}/c#123`].map((text) => takeAlong(text, HERE))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
