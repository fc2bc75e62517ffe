/** The second before, at and after each moment that a verdict turns on; what verify.test.ts and live.test.ts have is not repeated. */
import { describe, expect, test } from 'vitest';
import { claims, context, device, grant, grantedCode, issuing, ORIGIN, statusLists, T } from '../../test/codes.ts';
import { issuingKey, sha256 } from '../../test/keys.ts';
import type { IssuingKey } from '../trust/key-set.ts';
import { type Grant, signGrant } from './grant.ts';
import type { GrantedCode } from './granted-code.ts';
import { issueCode, issueGrantedCode, liveText } from './issue.ts';
import { anchorOf } from './live.ts';
import { bytesOfText, codeText } from './text.ts';
import { type VerifyContext, verifyCode } from './verify.ts';

const END = T + 14_400;
const code = await issueCode(issuing.signer, claims, ORIGIN);
const reasonsAt = async (milliseconds: number, changes: Partial<VerifyContext> = {}, text = code) =>
  (await verifyCode(text, context({ now: milliseconds, ...changes }))).reasons;
const withKey = (changes: Partial<IssuingKey>) => ({
  keys: { ...context().keys, keys: [issuingKey(issuing, changes)] },
});

test.each([
  ['a millisecond before nbf', T * 1000 - 1, ['not-yet-valid']],
  ['at nbf', T * 1000, []],
  ['a millisecond before exp', END * 1000 - 1, []],
  ['at exp', END * 1000, ['expired']],
])('milliseconds are rounded down: %s', async (_, now, expected) => {
  expect(await reasonsAt(now)).toEqual(expected);
});

describe('the key', () => {
  test.each([
    ['valid from the second before nbf', { validFrom: T - 1 }, []],
    ['valid from nbf', { validFrom: T }, []],
    ['valid from the second after nbf', { validFrom: T + 1 }, ['key-not-valid-then']],
    ['valid to the second before exp', { validTo: END - 1 }, ['key-not-valid-then']],
    ['valid to exp', { validTo: END }, []],
    ['valid to the second after exp', { validTo: END + 1 }, []],
    ['compromised the second before nbf', { compromisedAt: T - 1 }, ['key-not-valid-then']],
    ['compromised the second before now', { compromisedAt: T + 59 }, ['key-not-valid-then']],
    ['compromised now', { compromisedAt: T + 60 }, ['key-not-valid-then']],
    ['compromised the second after now', { compromisedAt: T + 61 }, []],
  ])('%s', async (_, changes, expected) => {
    expect(await reasonsAt((T + 60) * 1000, withKey(changes))).toEqual(expected);
  });

  test.each([
    ['nbf, read before it', T, T - 1, ['key-not-valid-then', 'not-yet-valid']],
    ['the second after nbf, read before both', T + 1, T - 1, ['not-yet-valid']],
  ])('compromised at %s: a code of later is not believed, whatever the clock says', async (_, at, now, expected) => {
    expect(await reasonsAt(now * 1000, withKey({ compromisedAt: at }))).toEqual(expected);
  });
});

describe('reasons that come with time', () => {
  const { keys } = context();
  test.each([
    ['keys, the second before', { keys: { ...keys, staleAt: T + 61 } }, []],
    ['keys, at that second', { keys: { ...keys, staleAt: T + 60 } }, ['stale-keys']],
    ['keys, the second after', { keys: { ...keys, staleAt: T + 59 } }, ['stale-keys']],
    ['status list, in its last second', { status: statusLists({ ttl: 161 }) }, []],
    ['status list, when its time is over', { status: statusLists({ ttl: 160 }) }, ['stale-status']],
    ['status list, the second after', { status: statusLists({ ttl: 159 }) }, ['stale-status']],
    ['both', { keys: { ...keys, staleAt: T }, status: statusLists({ ttl: 0 }) }, ['stale-keys', 'stale-status']],
  ])('%s', async (_, changes, expected) => {
    expect(await reasonsAt((T + 60) * 1000, changes)).toEqual(expected);
  });

  test.each([
    ['of a signed file 299 s ahead', 359, []],
    ['300 s ahead', 360, []],
    ['301 s ahead', 361, ['clock-suspect']],
  ])('a clock behind the newest signed time, %s', async (_, ahead, expected) => {
    const issuedAt = T + ahead;
    const now = (T + 60) * 1000;
    expect(await reasonsAt(now, { newestSignedTime: issuedAt })).toEqual(expected);
    expect(await reasonsAt(now, { keys: { ...keys, issuedAt } })).toEqual(expected);
    expect(await reasonsAt(now, { status: statusLists({ issuedAt }) })).toEqual(expected);
  });
});

describe('under a grant', () => {
  const judge = async (now: number, change: { grant?: Partial<Grant>; code?: Partial<GrantedCode> }, key = {}) => {
    const inline = await signGrant(issuing.signer, { ...grant, ...change.grant });
    const text = await issueGrantedCode(device.signer, { inline }, { ...grantedCode, ...change.code }, ORIGIN);
    return reasonsAt(now * 1000, withKey(key), text);
  };

  test.each([
    ['begins the second before the grant', { grant: { notBefore: T + 1 } }, ['grant-exceeded']],
    ['begins the second after', { grant: { notBefore: T - 1 } }, []],
    ['ends the second after the grant', { grant: { expires: END - 1 } }, ['grant-exceeded']],
    ['ends the second before', { grant: { expires: END + 1 } }, []],
  ])('the code %s', async (_, change, expected) => expect(await judge(T + 60, change)).toEqual(expected));

  test.each([
    ['valid from the second before its nbf', { validFrom: grant.notBefore - 1 }, []],
    ['valid from its nbf', { validFrom: grant.notBefore }, []],
    ['valid from the second after', { validFrom: grant.notBefore + 1 }, ['grant-invalid']],
    ['valid to its exp', { validTo: grant.expires }, []],
    ['valid to the second before', { validTo: grant.expires - 1 }, ['grant-invalid']],
    ['compromised now', { compromisedAt: T + 60 }, ['grant-invalid']],
    ['compromised the second after now', { compromisedAt: T + 61 }, []],
    ['compromised at its nbf', { compromisedAt: grant.notBefore }, ['grant-invalid']],
  ])('the key of the grant is %s', async (_, key, expected) => expect(await judge(T + 60, {}, key)).toEqual(expected));

  /** Step 2 begins at T + 60 and ends at T + 90. */
  test.each([
    ['91 s before its step', T - 31, ['not-yet-valid', 'clock-suspect']],
    ['90 s before its step', T - 30, ['not-yet-valid']],
    ['in the second before nbf', T - 1, ['not-yet-valid']],
    ['in the last good second of its step', T + 179, []],
    ['in the second after', T + 180, ['copied']],
    ['in the last second of the code, long after its step', END - 1, ['copied']],
    ['when the code ends', END, ['expired', 'copied']],
  ])('read %s', async (_, now, expected) => expect(await judge(now, {})).toEqual(expected));

  test.each([
    ['a step that begins 90 s from now', 5, []],
    ['a step that begins 120 s from now', 6, ['clock-suspect']],
    ['a step beyond its last', 480, ['clock-suspect']],
    ['a step beyond what a live code can have', 4_000_000, ['clock-suspect']],
  ])('signed in %s', async (_, step, expected) => expect(await judge(T + 60, { code: { step } })).toEqual(expected));
});

describe('live, in the last step', () => {
  const seed = new Uint8Array(12).fill(5);

  test.each([
    ['the second before exp', END - 1, []],
    ['at exp', END, ['expired']],
    ['89 s after exp, its step still good', END + 89, ['expired']],
    ['90 s after exp, its step old too', END + 90, ['expired', 'copied']],
  ])('%s', async (_, now, expected) => {
    const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
    const text = await liveText(await issueCode(issuing.signer, anchored, ORIGIN), anchored, seed, END - 1, sha256);
    expect(await reasonsAt(now * 1000, {}, text)).toEqual(expected);
  });

  test('a link gives the links of the steps before it, and of none after', async () => {
    const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
    const printed = await issueCode(issuing.signer, anchored, ORIGIN);
    const text = await liveText(printed, anchored, seed, T + 95, sha256);
    const earlier = await liveText(printed, anchored, seed, T + 65, sha256);
    const bytes = bytesOfText(text) as Uint8Array;
    const link = (await sha256(bytes.slice(-12))).slice(0, 12);
    const made = Uint8Array.from([...bytes.slice(0, -14), 0, 2, ...link]);
    expect(codeText(ORIGIN, made)).toBe(earlier);
    expect(await reasonsAt((T + 95) * 1000, {}, earlier)).toEqual([]);
    const next = Uint8Array.from([...bytes.slice(0, -14), 0, 4, ...link]);
    expect(await reasonsAt((T + 95) * 1000, {}, codeText(ORIGIN, next))).toEqual(['bad-signature']);
  });
});
