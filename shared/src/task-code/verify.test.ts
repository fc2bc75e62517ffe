import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claims, context, issuing as key, matter, ORIGIN, statusLists, T, withdrawnOn } from '../../test/codes.ts';
import { aKey, issuingKey } from '../../test/keys.ts';
import { encodeCbor, Tagged } from '../kernel/cbor.ts';
import { parseSign1, signMap } from '../kernel/cose.ts';
import type { StatusList } from '../trust/status-list.ts';
import { type Claims, decodeClaims, encodeClaims } from './claims.ts';
import { issueCode } from './issue.ts';
import { bytesOfText, codeText, fromDigits, toDigits } from './text.ts';
import { type VerifyContext, verifyCode } from './verify.ts';

const code = await issueCode(key.signer, claims, ORIGIN);
const reasons = async (changes: Partial<VerifyContext>, text = code) =>
  (await verifyCode(text, context(changes))).reasons;

test('a code that was just issued is genuine and has the signed claims', async () => {
  expect(await verifyCode(code, context())).toEqual({ verdict: 'genuine', reasons: [], claims, presence: 'printed' });
});

test('as address with fragment, as address with path, as bare digits, with spaces around', async () => {
  const digits = code.slice(code.indexOf('#') + 1);
  for (const text of [
    `https://example.gov.cn/c/${digits}`,
    digits,
    `  ${code}\n`,
    `https://example.gov.cn/c/#${digits}`,
  ]) {
    expect((await verifyCode(text, context())).verdict).toBe('genuine');
  }
});

test.each([
  ['a second before it begins', T - 1, ['not-yet-valid']],
  ['when it begins', T, []],
  ['in its last second', T + 14_399, []],
  ['when it ends', T + 14_400, ['expired']],
  ['a second after', T + 14_401, ['expired']],
])('the window: %s', async (_, seconds, expected) => {
  expect(await reasons({ now: seconds * 1000 })).toEqual(expected);
});

test.each([
  ['valid from the second the code begins', { validFrom: T }, []],
  ['valid a second too late', { validFrom: T + 1 }, ['key-not-valid-then']],
  ['valid to the second the code ends', { validTo: T + 14_400 }, []],
  ['valid a second too short', { validTo: T + 14_399 }, ['key-not-valid-then']],
  ['compromised when the code begins', { compromisedAt: T }, ['key-not-valid-then']],
  ['compromised since this second', { compromisedAt: T + 60 }, ['key-not-valid-then']],
  ['compromised from the next second on', { compromisedAt: T + 61 }, []],
  ['for another county', { agencyPrefix: '620602' }, ['key-not-valid-then']],
  ['for this county', { agencyPrefix: '620623' }, []],
  ['not for codes', { uses: ['receipts'] as const }, ['unknown-key']],
])('the key: %s', async (_, changes, expected) => {
  expect(await reasons({ keys: { ...context().keys, keys: [issuingKey(key, changes)] } })).toEqual(expected);
});

test('withdrawn: exactly the bit of this code', async () => {
  const { expires } = claims;
  expect(await reasons({ status: withdrawnOn(expires, 7) })).toEqual(['withdrawn']);
  for (const index of [6, 8, 15, 1000]) expect(await reasons({ status: withdrawnOn(expires, index) })).toEqual([]);
  for (const day of [-1, 1]) expect(await reasons({ status: withdrawnOn(expires + day * 86_400, 7) })).toEqual([]);
});

test('without the status list of its prefecture a code is unsure, whatever other lists say', async () => {
  const [list] = statusLists().values();
  expect(await reasons({ status: new Map() })).toEqual(['stale-status']);
  expect(await reasons({ status: new Map([['6201', { ...(list as StatusList), shard: '6201' }]]) })).toEqual([
    'stale-status',
  ]);
});

test('unsure: stale lists, unknown matters, a clock that cannot be right; each names itself', async () => {
  expect(await reasons({ keys: { ...context().keys, staleAt: T + 60 } })).toEqual(['stale-keys']);
  expect(await reasons({ status: statusLists({ ttl: 160 }) })).toEqual(['stale-status']);
  expect(await reasons({ status: statusLists({ ttl: 161 }) })).toEqual([]);
  expect(await reasons({ catalog: { version: 1, matters: new Map([['M901', matter]]) } })).toEqual(['unknown-matter']);
  expect(await reasons({ newestSignedTime: T + 361 })).toEqual(['clock-suspect']);
  expect(await reasons({ newestSignedTime: T + 360 })).toEqual([]);
  expect((await verifyCode(code, context({ newestSignedTime: T + 3600 }))).verdict).toBe('unsure');
});

test('of another enterprise', async () => {
  expect(await reasons({ expectedEnterprise: claims.enterprise })).toEqual([]);
  expect(await reasons({ expectedEnterprise: '91620623MA7XY0001K' })).toEqual(['wrong-enterprise']);
});

test('an unknown key makes a code unsure, another key under its id refuses it; neither shows claims', async () => {
  const stranger = { ...context().keys, keys: [issuingKey(aKey([9, 9, 9, 9]))] };
  expect(await verifyCode(code, context({ keys: stranger }))).toEqual({ verdict: 'unsure', reasons: ['unknown-key'] });
  const impostor = { ...context().keys, keys: [issuingKey(aKey([1, 2, 3, 4]))] };
  expect(await verifyCode(code, context({ keys: impostor }))).toEqual({
    verdict: 'refuse',
    reasons: ['bad-signature'],
  });
});

test('a signed statement that is no task code of profile 1', async () => {
  const text = codeText(ORIGIN, await signMap(key.signer, new Map([[1, 'x']])));
  expect(await reasons({}, text)).toEqual(['unsupported-version']);
});

const digits = code.slice(code.indexOf('#') + 1);

test('any digit changed, inserted or removed: never genuine, never unsure, never a throw', async () => {
  const at = fc.nat({ max: digits.length - 1 });
  const digit = fc.constantFrom(...'0123456789');
  const mutant = fc.tuple(at, digit, fc.constantFrom('change', 'insert', 'remove')).map(([i, d, how]) => {
    if (how === 'remove') return digits.slice(0, i) + digits.slice(i + 1);
    return digits.slice(0, i) + d + digits.slice(how === 'change' ? i + 1 : i);
  });
  await fc.assert(
    fc.asyncProperty(mutant, async (text) => {
      if (text === digits) return;
      const { verdict, claims: shown } = await verifyCode(text, context());
      // A changed key id is the one thing that can only be called unknown.
      expect(verdict === 'refuse' || (verdict === 'unsure' && shown === undefined)).toBe(true);
    }),
    { numRuns: 2500 },
  );
});

test('any bit of the bytes flipped: never genuine', async () => {
  const bytes = bytesOfText(code) as Uint8Array;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      expect((await verifyCode(codeText(ORIGIN, flipped), context())).verdict).not.toBe('genuine');
    }),
    { numRuns: 2500 },
  );
});

test('any text at all gives a verdict', async () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 3000 }),
    fc.constant('9'.repeat(100_000)),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      expect((await verifyCode(text, context())).verdict).toBe('refuse');
    }),
  );
});

test('the untagged form is taken, other tags and a filled unprotected header are not', async () => {
  const bytes = bytesOfText(code) as Uint8Array;
  const parsed = parseSign1(bytes);
  expect(parsed.ok).toBe(true);
  const untagged = bytes.subarray(1);
  expect((await verifyCode(codeText(ORIGIN, untagged), context())).verdict).toBe('genuine');
  const parts = [new Uint8Array(0), new Map(), new Uint8Array(0), new Uint8Array(64)];
  expect(parseSign1(encodeCbor(new Tagged(17, parts)))).toEqual({ ok: false, error: 'malformed' });
  expect(
    parseSign1(encodeCbor([parts[0] as Uint8Array, new Map([[4, 1]]), new Uint8Array(0), new Uint8Array(64)])).ok,
  ).toBe(false);
});

test('digits: bytes come back; a group that is too large or a length that cannot be is no text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void expect(fromDigits(toDigits(bytes))).toEqual(bytes)),
  );
  expect(fromDigits('9'.repeat(17))).toBeUndefined();
  expect(fromDigits('256')).toBeUndefined();
  expect(fromDigits('1')).toBeUndefined();
});

test('claims: every combination comes back', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 });
  const count = fc.nat({ max: 4_000_000_000 });
  const anyClaims = fc.record({
    agency: text,
    agencyName: text,
    enterprise: text,
    enterpriseName: text,
    notBefore: count,
    expires: count,
    task: fc.constant(claims.task),
    kind: fc.constantFrom('routine', 'case', 'special', 'visit'),
    matters: fc.array(text, { maxLength: 4 }),
    officers: fc.array(fc.record({ name: text, certificate: text }), { maxLength: 4 }),
    catalog: count,
    nth: count,
    statusIndex: count,
    statusShard: fc.integer({ min: 1, max: 9999 }).map(String),
    anchor: fc.option(fc.uint8Array({ minLength: 12, maxLength: 12 }), { nil: undefined }),
  }) as fc.Arbitrary<Claims>;
  fc.assert(fc.property(anyClaims, (c) => void expect(decodeClaims(encodeClaims(c))).toEqual(c)));
});
