/** Draws a code and what a verifier holds, for both verifiers: valid, past its bounds, and everything between. */
import fc from 'fast-check';
import { ALGORITHM, type Signer } from '../../src/kernel/cose.ts';
import { type Claims, CODE_KINDS } from '../../src/task-code/claims.ts';
import type { Grant } from '../../src/task-code/grant.ts';
import type { GrantedCode } from '../../src/task-code/granted-code.ts';
import { type Catalog, signCatalog } from '../../src/trust/catalog.ts';
import { type IssuingKey, KEY_USES, type KeyUse, signKeySet } from '../../src/trust/key-set.ts';
import { signStatusList, statusDay, statusDays } from '../../src/trust/status-list.ts';
import { claims, device, grant, grantedCode, issuing, T } from '../codes.ts';
import { sm2Issuing } from '../forms.ts';
import { aKey, issuingKey } from '../keys.ts';

export const root = aKey([9, 8, 7, 6]);
const files = aKey([4, 4, 4, 4]);
const END = T + 14_400;

/** A moment near one on which something turns, else any of the day. */
export const near = (...moments: readonly number[]): fc.Arbitrary<number> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom(...moments), fc.integer({ min: -2, max: 2 })).map(([m, d]) => m + d),
    },
    fc.integer({ min: Math.min(...moments) - 1000, max: Math.max(...moments) + 1000 }),
  );

/** Mostly as it is, so that one thing at a time goes wrong. */
const mostly = <V>(usual: V, other: fc.Arbitrary<V>, weight = 6): fc.Arbitrary<V> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, other);

const text = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '007',
    '1',
    '123456789012345',
    '1234567890123456',
    '王建国',
    'A公司',
    '𠮷野家',
    'é',
    '\ud800',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.nat().map(String),
);
const matterId = fc.constantFrom('M901', 'M902', 'M001', 'M1234', 'M0123', 'M1234567', 'M99', 'X1', '', '901', '事项');
const matters = mostly(['M901', 'M902'], fc.array(matterId, { maxLength: 4 }));
const kind = fc.constantFrom(...CODE_KINDS);
const count = fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 70_000 }), fc.maxSafeInteger().map(Math.abs));
const officer = fc.record({ name: text, certificate: text });
/** Officers of a joint inspection, mostly as its profile has them: those of the lead agency first, partners not mixed. */
const joint = fc
  .record({
    own: fc.array(officer, { maxLength: 2 }),
    sent: fc.array(
      fc.record({ name: text, certificate: text, partner: fc.oneof(fc.constantFrom('应急管理局', '119'), text) }),
      {
        maxLength: 3,
      },
    ),
    isMixed: fc.nat({ max: 9 }).map((n) => n === 0),
  })
  .map(({ own, sent, isMixed }) => (isMixed ? [...sent, ...own] : [...own, ...sent]));
const agency = mostly('620623-SCJG', fc.constantFrom('620623', '620602-SCJG', '', '62062'));

export const anyClaims: fc.Arbitrary<Claims> = fc.record({
  agency,
  agencyName: mostly(claims.agencyName, text),
  enterprise: mostly(claims.enterprise, text),
  enterpriseName: mostly(claims.enterpriseName, text),
  notBefore: mostly(T, near(T)),
  expires: mostly(END, near(END, T, T + 86_401)),
  task: fc.uuid({ version: 7 }),
  kind,
  matters,
  officers: fc.oneof(fc.array(officer, { maxLength: 3 }), joint),
  catalog: mostly(1, fc.nat({ max: 3 })),
  nth: count,
  statusShard: mostly('6206', fc.constantFrom('6201', '62', '9999')),
  statusIndex: mostly(7, count),
});

export const anyGrant: fc.Arbitrary<Grant> = fc.record({
  agency,
  agencyName: mostly(grant.agencyName, text),
  deviceKey: fc.constant(device.publicKey),
  notBefore: mostly(grant.notBefore, near(T)),
  expires: mostly(grant.expires, near(END)),
  kinds: mostly(
    ['case', 'special'] as const,
    fc.array(kind, { maxLength: 3 }) as fc.Arbitrary<readonly ('case' | 'special')[]>,
  ),
  matters: fc.oneof(fc.constant([]), matters),
  officers: fc.array(officer, { maxLength: 3 }),
  regionPrefix: mostly('620623', fc.constantFrom('', '62', '620602', '0620')),
  maxCodes: mostly(20, count),
  statusShard: mostly('6206', fc.constantFrom('6201', '62')),
  statusIndex: mostly(1000, count),
  reportHours: fc.nat({ max: 100 }),
});

export const anyGrantedCode: fc.Arbitrary<GrantedCode> = fc.record({
  number: mostly(3, fc.oneof(fc.constantFrom(0, 1, 20, 21), fc.constantFrom(256, 65_535, 65_536), count), 2),
  enterprise: mostly(grantedCode.enterprise, text),
  enterpriseName: text,
  matters,
  nth: count,
  region: mostly('620623100', fc.constantFrom('620602101', '', '62', '0620')),
  notBefore: mostly(T, near(T)),
  expires: mostly(END, near(END)),
  kind: mostly('case', kind),
  officers: mostly([], fc.array(fc.nat({ max: 4 }), { maxLength: 3 })),
  catalog: mostly(1, fc.nat({ max: 3 })),
  step: mostly(2, fc.oneof(fc.nat({ max: 8 }), count)),
});

const key = (base: IssuingKey): fc.Arbitrary<IssuingKey> =>
  fc.record({
    kid: fc.constant(base.kid),
    alg: fc.constant(base.alg),
    publicKey: fc.constant(base.publicKey),
    validFrom: mostly(0, near(T, grant.notBefore)),
    validTo: mostly(4_000_000_000, near(END, grant.expires)),
    agencyPrefix: mostly('', fc.constantFrom('620623', '620602', '620623-SCJG')),
    compromisedAt: mostly<number | null>(null, near(T, T + 60)),
    uses: mostly<readonly KeyUse[]>(KEY_USES, fc.subarray([...KEY_USES])),
  });

/** Content of the signed files, and the time of the question. */
export interface Holding {
  readonly keys: readonly IssuingKey[];
  readonly issuedAt: number;
  readonly staleAt: number;
  readonly listedAt: number;
  readonly ttl: number;
  /** The list of 6206: indexes, on the day on which the codes expire and on that of the grant. */
  readonly withdrawn: readonly number[];
  /** The list of 6201 is at hand too, that of 6206 is not. */
  readonly elsewhere: boolean;
  readonly catalog: number;
  /** The catalog comes in parts of one matter, of which this many have the version before. */
  readonly olderParts: number;
  readonly known: readonly string[];
  readonly now: number;
  readonly seenAt: number | undefined;
  readonly newest: number | undefined;
  readonly expected: string | undefined;
}

export const anyHolding: fc.Arbitrary<Holding> = fc.record({
  keys: fc.tuple(
    key(issuingKey(issuing)),
    key(issuingKey(sm2Issuing, { alg: ALGORITHM.sm2 })),
    fc.constant(issuingKey(files, { uses: ['files'] })),
  ),
  issuedAt: mostly(T - 100, near(T + 60, T + 360)),
  staleAt: mostly(T + 1_000_000, near(T + 60)),
  listedAt: mostly(T - 100, near(T + 60, T + 360)),
  ttl: mostly(604_800, near(160)),
  withdrawn: mostly([], fc.subarray([6, 7, 8, 1000, 1003, 1004])),
  elsewhere: mostly(false, fc.constant(true)),
  olderParts: mostly(0, fc.nat({ max: 2 })),
  catalog: mostly(1, fc.nat({ max: 3 })),
  known: mostly(['M901', 'M902'], fc.subarray(['M901', 'M902', 'M001', 'X1'])),
  now: mostly(
    (T + 60) * 1000,
    fc.tuple(near(T, T + 60, T + 150, T + 180, END), fc.nat({ max: 999 })).map(([s, ms]) => s * 1000 + ms),
    2,
  ),
  seenAt: mostly<number | undefined>(
    undefined,
    near(T, T + 60, T + 180).map((s) => s * 1000),
  ),
  newest: mostly<number | undefined>(undefined, near(T + 360, T + 60)),
  expected: mostly<string | undefined>(undefined, fc.constantFrom(claims.enterprise, 'X00000000001')),
});

const matter = { title: '食品生产监督检查', basis: '《食品安全法》', cap: null };

/** Everything current, so that a verdict turns on the text. */
export const CURRENT: Holding = {
  keys: [issuingKey(issuing), issuingKey(sm2Issuing, { alg: ALGORITHM.sm2 }), issuingKey(files, { uses: ['files'] })],
  issuedAt: T - 100,
  staleAt: T + 1_000_000,
  listedAt: T - 100,
  ttl: 604_800,
  withdrawn: [],
  elsewhere: false,
  catalog: 1,
  olderParts: 0,
  known: ['M901', 'M902'],
  now: (T + 60) * 1000,
  seenAt: undefined,
  newest: undefined,
  expected: undefined,
};

export async function signedFiles(holding: Holding, by: Signer = root.signer) {
  const { keys, issuedAt, staleAt, listedAt, ttl, withdrawn, elsewhere, catalog: version, known, olderParts } = holding;
  const days = [END, grant.expires].flatMap((expires) =>
    withdrawn.map((index) => ({ day: statusDay(expires), index })),
  );
  const list = { shard: elsewhere ? '6201' : '6206', issuedAt: listedAt, ttl, days: statusDays(days) };
  const parts: Catalog[] =
    olderParts === 0
      ? [{ version, matters: new Map(known.map((id) => [id, matter])) }]
      : known.map((id, i) => ({ version: i < olderParts ? version - 1 : version, matters: new Map([[id, matter]]) }));
  return {
    keys: await signKeySet(by, { issuedAt, staleAt, keys }),
    status: [await signStatusList(files.signer, list)],
    catalog: await Promise.all(parts.map((part) => signCatalog(files.signer, part))),
  };
}
