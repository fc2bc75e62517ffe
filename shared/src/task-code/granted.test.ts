import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  claims,
  context,
  device,
  grant,
  grantedCode,
  issuing,
  ORIGIN,
  officers,
  T,
  withdrawnOn,
} from '../../test/codes.ts';
import { aDeviceKey, aKey, issuingKey, sha256 } from '../../test/keys.ts';
import { signMap } from '../kernel/cose.ts';
import { type Grant, grantRef, signGrant } from './grant.ts';
import { decodeGrantedCode, encodeGrantedCode, type GrantedCode, taskUnder } from './granted-code.ts';
import { issueCode, issueGrantedCode } from './issue.ts';
import { bytesOfText, codeText } from './text.ts';
import { type VerifyContext, verifyCode } from './verify.ts';

const signed = await signGrant(issuing.signer, grant);
const ref = await grantRef(signed, sha256);

interface Case {
  readonly grant?: Partial<Grant>;
  readonly code?: Partial<GrantedCode>;
  readonly context?: Partial<VerifyContext>;
}

/** By both forms: the verdict has to be the same. */
async function judge(change: Case) {
  const bytes = change.grant ? await signGrant(issuing.signer, { ...grant, ...change.grant }) : signed;
  const code = { ...grantedCode, ...change.code };
  const inline = await issueGrantedCode(device.signer, { inline: bytes }, code, ORIGIN);
  const byRef = await issueGrantedCode(device.signer, { ref: await grantRef(bytes, sha256) }, code, ORIGIN);
  const verdict = await verifyCode(inline, context(change.context));
  expect(
    await verifyCode(
      byRef,
      context(change.context, async () => bytes),
    ),
  ).toEqual(verdict);
  return verdict;
}

test('a device’s code is genuine and has the claims that its grant states', async () => {
  expect(await judge({})).toEqual({
    verdict: 'genuine',
    reasons: [],
    presence: 'live',
    claims: {
      agency: grant.agency,
      agencyName: grant.agencyName,
      enterprise: grantedCode.enterprise,
      enterpriseName: grantedCode.enterpriseName,
      notBefore: T,
      expires: T + 14_400,
      kind: 'case',
      matters: ['M901', 'M902'],
      officers,
      catalog: 1,
      nth: 0,
      statusShard: '6206',
      statusIndex: 1003,
      task: await taskUnder(ref, 3, sha256),
      issuedUnder: { grant: Buffer.from(ref).toString('hex'), number: 3, region: '620623100', expires: grant.expires },
    },
  });
});

test('one number is one task, whatever else the code says', async () => {
  const tasks = [{}, { number: 4 }, { enterprise: 'X00000000001' }].map(
    async (code) => (await judge({ code })).claims?.task,
  );
  const [first, next, same] = await Promise.all(tasks);
  expect(next).not.toBe(first);
  expect(same).toBe(first);
});

test('the claims name the officers at the given places, in the order of the grant', async () => {
  expect((await judge({ code: { officers: [1] } })).claims?.officers).toEqual([officers[1]]);
});

test.each<[string, Case, string[]]>([
  ['a matter that the grant does not name', { grant: { matters: ['M901'] } }, ['grant-exceeded']],
  ['the matters that it names', { grant: { matters: ['M901', 'M902', 'M903'] } }, []],
  ['no matter at all', { code: { matters: [] } }, ['grant-exceeded']],
  ['another kind', { code: { kind: 'routine' } }, ['grant-exceeded']],
  ['the last number', { code: { number: 20 } }, []],
  ['a number too many', { code: { number: 21 } }, ['grant-exceeded']],
  ['number zero', { code: { number: 0 } }, ['grant-exceeded']],
  ['an officer whom it does not name', { code: { officers: [0, 2] } }, ['grant-exceeded']],
  ['another county', { code: { region: '620602101' } }, ['grant-exceeded']],
  ['a code that begins with the grant', { grant: { notBefore: T } }, []],
  ['a code that begins a second before it', { grant: { notBefore: T + 1 } }, ['grant-exceeded']],
  ['a code that ends with it', { grant: { expires: T + 14_400 } }, []],
  ['a code that ends a second after it', { grant: { expires: T + 14_399 } }, ['grant-exceeded']],
])('[SYNC-10] bounds: %s', async (_, change, reasons) => {
  expect((await judge(change)).reasons).toEqual(reasons);
});

test('a grant for more than 65,535 codes is malformed', async () => {
  expect((await judge({ grant: { maxCodes: 65_535 } })).reasons).toEqual([]);
  expect((await judge({ grant: { maxCodes: 65_536 } })).reasons).toEqual(['grant-invalid']);
});

test('ended: the bit of the grant stops all its codes, the bit of one stops that one', async () => {
  const status = (bit: number) => withdrawnOn(grant.expires, bit);
  expect((await judge({ context: { status: status(1000) } })).reasons).toEqual(['grant-invalid']);
  expect((await judge({ context: { status: status(1003) } })).reasons).toEqual(['withdrawn']);
  expect((await judge({ context: { status: status(1004) } })).reasons).toEqual([]);
});

test('the issuing key has to cover the grant', async () => {
  const keys = (change: object) => ({ ...context().keys, keys: [issuingKey(issuing, change)] });
  const reasons = async (change: object) => (await judge({ context: { keys: keys(change) } })).reasons;
  expect(await reasons({ agencyPrefix: '620602' })).toEqual(['grant-invalid']);
  expect(await reasons({ validTo: grant.expires - 1 })).toEqual(['grant-invalid']);
  expect(await reasons({ compromisedAt: T })).toEqual(['grant-invalid']);
  expect(await reasons({ uses: ['files'] })).toEqual(['unknown-key']);
});

test('forged: another device, a grant by a stranger, something else in the place of a grant', async () => {
  const stranger = aDeviceKey();
  const byStranger = await issueGrantedCode(stranger.signer, { inline: signed }, grantedCode, ORIGIN);
  expect(await verifyCode(byStranger, context())).toEqual({ verdict: 'refuse', reasons: ['bad-signature'] });
  const own = await signGrant(aKey([1, 2, 3, 4]).signer, { ...grant, deviceKey: stranger.publicKey });
  const underOwn = await issueGrantedCode(stranger.signer, { inline: own }, grantedCode, ORIGIN);
  expect(await verifyCode(underOwn, context())).toEqual({ verdict: 'refuse', reasons: ['grant-invalid'] });
  const plainCode = bytesOfText(await issueCode(issuing.signer, claims, ORIGIN)) as Uint8Array;
  const underCode = await issueGrantedCode(device.signer, { inline: plainCode }, grantedCode, ORIGIN);
  expect(await verifyCode(underCode, context())).toEqual({ verdict: 'refuse', reasons: ['grant-invalid'] });
});

test('by reference, where the grant is not at hand: unsure', async () => {
  const text = await issueGrantedCode(device.signer, { ref }, grantedCode, ORIGIN);
  expect(await verifyCode(text, context())).toEqual({ verdict: 'unsure', reasons: ['unknown-key'] });
});

test('a device signs afresh in each step: an old one is a copy', async () => {
  expect((await judge({ context: { now: (T + 179) * 1000 } })).reasons).toEqual([]);
  expect((await judge({ context: { now: (T + 180) * 1000 } })).reasons).toEqual(['copied']);
  expect((await judge({ code: { step: 7 } })).reasons).toEqual(['clock-suspect']);
});

test('a device’s key signs neither codes of the server nor grants', async () => {
  const asServer = codeText(ORIGIN, await signMap({ ...device.signer, kid: ref }, new Map([[1, 'x']])));
  expect(
    (
      await verifyCode(
        asServer,
        context({}, async () => signed),
      )
    ).reasons,
  ).toEqual(['unsupported-version']);
});

test('any bit of an inline code flipped: never genuine', async () => {
  const bytes = bytesOfText(
    await issueGrantedCode(device.signer, { inline: signed }, grantedCode, ORIGIN),
  ) as Uint8Array;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      expect((await verifyCode(codeText(ORIGIN, flipped), context())).verdict).not.toBe('genuine');
    }),
    { numRuns: 2500 },
  );
});

test('every combination comes back', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 });
  const count = fc.nat({ max: 4_000_000_000 });
  const any = fc.record({
    number: count,
    enterprise: text,
    enterpriseName: text,
    region: text,
    notBefore: count,
    expires: count,
    kind: fc.constantFrom('routine', 'case', 'special', 'visit'),
    matters: fc.array(text, { maxLength: 4 }),
    officers: fc.array(count, { maxLength: 4 }),
    catalog: count,
    nth: count,
    step: count,
  }) as fc.Arbitrary<GrantedCode>;
  fc.assert(fc.property(any, (c) => void expect(decodeGrantedCode(encodeGrantedCode(c))).toEqual(c)));
});
