import { issueCode, issueGrantedCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { expect, test } from 'vitest';
import { device as grantDevice, grantedCode, claims as plain, T } from '../../../../../shared/test/codes.ts';
import { aKey, sha256 } from '../../../../../shared/test/keys.ts';
import { takeAlong } from './take-along.ts';

const HERE = 'https://liangma.example.cn';
const seed = new Uint8Array(12).fill(7);
const printed = await issueCode(aKey().signer, plain, HERE);

test('what is printed is taken along as it is', () => {
  expect(takeAlong(printed, HERE)).toBe(printed);
});

test('what is shown live is not', async () => {
  const claims = { ...plain, anchor: await anchorOf(seed, plain, sha256) };
  const anchored = await issueCode(aKey().signer, claims, HERE);
  expect(takeAlong(await liveText(anchored, claims, seed, T + 600, sha256), HERE)).toBeUndefined();
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
