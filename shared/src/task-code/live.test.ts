import { expect, test } from 'vitest';
import { claims, context, issuing, ORIGIN, T } from '../../test/codes.ts';
import { sha256 } from '../../test/keys.ts';
import { issueCode, liveText } from './issue.ts';
import { anchorOf, chainTo, checkStep, linkOf, stepAt, stepSeconds } from './live.ts';
import { bytesOfText, codeText } from './text.ts';
import { verifyCode } from './verify.ts';

const seed = Uint8Array.from({ length: 12 }, (_, i) => 7 * i + 1);
const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
const code = await issueCode(issuing.signer, anchored, ORIGIN);
const printed = await issueCode(issuing.signer, claims, ORIGIN);
const shownAt = (seconds: number) => liveText(code, anchored, seed, seconds, sha256);
const judge = (text: string, seconds: number, seenAt = seconds) =>
  verifyCode(text, context({ now: seconds * 1000, seenAt: seenAt * 1000 }));

test('on the screen of the device it is live; one made to be printed is printed, and both are genuine', async () => {
  expect(await judge(await shownAt(T + 60), T + 60)).toMatchObject({
    verdict: 'genuine',
    presence: 'live',
    reasons: [],
  });
  expect(await judge(printed, T + 60)).toMatchObject({ verdict: 'genuine', presence: 'printed', reasons: [] });
});

test('a live code whose live part was cut off is no printed one', async () => {
  expect(await judge(code, T + 60)).toMatchObject({ verdict: 'refuse', presence: 'printed', reasons: ['copied'] });
});

test.each([
  ['91 s before its step, so that a clock is wrong', -91, ['clock-suspect']],
  ['90 s before, within what clocks may differ', -90, []],
  ['when its step begins', 0, []],
  ['in the last second of two minutes', 119, []],
  ['after two minutes', 120, ['copied']],
  ['an hour later', 3600, ['copied']],
])('a picture of the screen, read %s', async (_, after, reasons) => {
  const text = await shownAt(T + 3600);
  expect((await judge(text, T + 3600 + after)).reasons).toEqual(reasons);
});

test('a code that was live when first seen stays live while it is read', async () => {
  const text = await shownAt(T + 60);
  expect(await judge(text, T + 600, T + 61)).toMatchObject({ verdict: 'genuine', presence: 'live' });
  expect(await judge(text, T + 14_400, T + 61)).toMatchObject({ reasons: ['expired'] });
});

test('in every step of the window, the first and the last included', async () => {
  for (const second of [0, 29, 30, 7200, 14_370, 14_399]) {
    expect((await judge(await shownAt(T + second), T + second)).reasons).toEqual([]);
  }
});

test('the link of one step says nothing of the next, and another step beside it is refused', async () => {
  const bytes = bytesOfText(await shownAt(T + 60)) as Uint8Array;
  for (const step of [1, 3, 4, 479, 480, 65_535]) {
    const forged = Uint8Array.from(bytes);
    forged[bytes.length - 14] = step >> 8;
    forged[bytes.length - 13] = step & 255;
    expect(await judge(codeText(ORIGIN, forged), T + 90)).toEqual({ verdict: 'refuse', reasons: ['bad-signature'] });
  }
});

test('a live part behind a code that has no chain is refused', async () => {
  const plain = await issueCode(issuing.signer, claims, ORIGIN);
  const text = await liveText(plain, claims, seed, T + 60, sha256);
  expect(await judge(text, T + 60)).toEqual({ verdict: 'refuse', reasons: ['bad-signature'] });
});

test.each([
  ['four hours', 14_400, 30, 480],
  ['a day', 86_400, 30, 2880],
  ['a day and a second', 86_401, 31, 2788],
  ['three days', 259_200, 90, 2880],
  ['less than a step', 10, 30, 1],
])('steps of %s', async (_, length, step, count) => {
  const window = { notBefore: T, expires: T + length };
  expect([stepSeconds(window), stepAt(window, T + length) + 1]).toEqual([step, count]);
  expect([stepAt(window, T - 5), stepAt(window, T), stepAt(window, T + step)]).toEqual([0, 0, Math.min(1, count - 1)]);
  expect(await linkOf(seed, window, count - 1, sha256)).toEqual(seed);
});

test('the chain of a page visit holds the link of every step and fits no other anchor', async () => {
  const window = { notBefore: T, expires: T + 3600 };
  const anchor = await anchorOf(seed, window, sha256);
  const links = await chainTo(anchor, seed, window, sha256);
  const steps = Array.from({ length: 120 }, (_, step) => step);
  expect(links).toEqual(await Promise.all(steps.map((step) => linkOf(seed, window, step, sha256))));
  expect(await chainTo(anchored.anchor, seed, window, sha256)).toBeUndefined();
});

test('long steps have the same tolerance of clocks', () => {
  const window = { notBefore: T, expires: T + 259_200 };
  expect([T - 91, T - 90, T + 179, T + 180].map((at) => checkStep(window, 0, at))).toEqual([
    'ahead',
    'live',
    'live',
    'old',
  ]);
});
