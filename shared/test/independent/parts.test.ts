/** The two verifiers piece by piece: texts, CBOR, the signed files and the keys in them. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex } from '../../src/kernel/bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor, Tagged } from '../../src/kernel/cbor.ts';
import { ALGORITHM, parseSign1, signMap } from '../../src/kernel/cose.ts';
import { bytesOfText, toDigits } from '../../src/task-code/text.ts';
import { openKeySet, type RootKey, signKeySet } from '../../src/trust/key-set.ts';
import { ed25519Cases } from '../ed25519-vectors.ts';
import { forms } from '../forms.ts';
import { RUNS, timeFor } from '../runs.ts';
import { anSm2Key, verifyEither } from '../suites.ts';
import { torsionCases } from '../torsion.ts';
import { anyHolding, CURRENT, root, signedFiles } from './cases.ts';
import { readItem } from './cbor.ts';
import { bytesOf } from './container.ts';
import { openKeys } from './files.ts';
import { oneChange } from './oddities.ts';
import { EDDSA, holds } from './signature.ts';

const hexOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex');
const time = timeFor(RUNS);

test(
  `any text gives both the same bytes or none, ${RUNS} times`,
  () => {
    const digits = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map(toDigits),
      fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 80 }),
      fc.constantFrom('', '9'.repeat(17), '7'.repeat(3995), '0'.repeat(3995), '0'.repeat(4012), '٣'.repeat(17), '256'),
    );
    const before = fc.constantFrom(
      '',
      ' ',
      '\n\t',
      '\u3000',
      '\ufeff',
      'https://a.cn/c#',
      'http://a.cn/c/',
      'https://a.cn:8443/c/#',
      'a.cn/c#',
      'HTTPS://A.CN/C#',
      'https://a.cn/C#',
      'ftp://a.cn/c#',
      'https://a.cn/b/c#',
      'https:///c#',
      'https://a.cn/c?#',
      'https://a.cn/c',
      'https://a.cn/c##',
      'https://a.cn/c//',
      'https://a.cn#/c#',
      'x',
    );
    const after = fc.constantFrom('', ' ', '\n', '\u00a0', '.', '/', '#', '0', 'x');
    const text = fc.tuple(before, digits, after).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (t) => void expect([t, hexOf(bytesOf(t))]).toEqual([t, hexOf(bytesOfText(t))])),
      { numRuns: RUNS },
    );
  },
  time,
);

describe('CBOR', () => {
  const readsBoth = (bytes: Uint8Array) => {
    const theirs = readItem(bytes) !== undefined;
    expect([toHex(bytes), theirs]).toEqual([toHex(bytes), decodeCbor(bytes).ok]);
    return theirs;
  };
  const key = fc.oneof(fc.integer(), fc.string({ maxLength: 3 }));
  const value = fc.letrec<{ value: CborValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.maxSafeInteger(),
      fc.integer({ min: -300, max: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array({ maxLength: 30 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
      fc.tuple(fc.nat(), tie('value')).map(([tag, item]) => new Tagged(tag, item)),
    ),
  })).value;

  test(
    `what one reads the other reads, ${RUNS} items, each as it is and with a byte changed`,
    () => {
      let [read, refused] = [0, 0];
      fc.assert(
        fc.property(value, fc.nat(), fc.nat({ max: 255 }), (item, at, byte) => {
          const bytes = encodeCbor(item);
          expect(readsBoth(bytes)).toBe(true);
          const changed = Uint8Array.from(bytes);
          changed[at % bytes.length] = byte;
          if (readsBoth(changed)) read++;
          else refused++;
        }),
        { numRuns: RUNS },
      );
      expect(Math.min(read, refused)).toBeGreaterThan(RUNS / 50);
    },
    time,
  );

  test(
    `and any bytes at all, ${RUNS} times`,
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => void readsBoth(bytes)),
        { numRuns: RUNS },
      );
    },
    time,
  );

  test('sixteen levels and no more', () => {
    for (const head of ['81', 'c1', 'a100'])
      for (const depth of [15, 16, 17, 18])
        expect([head, depth, readsBoth(fromHex(`${head.repeat(depth)}00`) as Uint8Array)]).toEqual([
          head,
          depth,
          depth <= 16,
        ]);
  });
});

describe('key sets', () => {
  const both = async (file: Uint8Array, pinned: RootKey) => {
    const ours = await openKeySet(file, pinned, verifyEither);
    const theirs = openKeys(file, pinned);
    expect([toHex(file), theirs !== undefined]).toEqual([toHex(file), ours.ok]);
    return ours.ok;
  };
  const pinned = { ...root, alg: ALGORITHM.eddsa };

  test('drawn as they should be: both open them', async () => {
    await fc.assert(
      fc.asyncProperty(anyHolding, async (holding) => {
        expect(await both((await signedFiles(holding)).keys, pinned)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test(
    `signed by the root and not quite right, ${RUNS / 5} times: both open them or neither`,
    async () => {
      const good = parseSign1((await signedFiles(CURRENT)).keys);
      if (!good.ok) throw new Error('does not parse');
      const met = new Set<boolean>();
      await fc.assert(
        fc.asyncProperty(oneChange, async (change) => {
          const payload: CborMap = change(good.value.payload);
          met.add(await both(await signMap(root.signer, payload), pinned));
        }),
        { numRuns: RUNS / 5 },
      );
      expect(met).toEqual(new Set([true, false]));
    },
    time,
  );

  test('under a root of SM2, and under one of the same name', async () => {
    const [sm2, impostor] = [anSm2Key([7, 7, 7, 7]), anSm2Key([7, 7, 7, 7])];
    const { issuedAt, staleAt, keys } = CURRENT;
    const file = await signKeySet(sm2.signer, { issuedAt, staleAt, keys });
    expect(await both(file, { ...sm2, alg: ALGORITHM.sm2 })).toBe(true);
    expect(await both(file, { ...impostor, alg: ALGORITHM.sm2 })).toBe(false);
    expect(await both(file, { ...pinned, kid: sm2.kid })).toBe(false);
  });
});

describe('signatures', () => {
  const bytes = (hex: string) => fromHex(hex) as Uint8Array;

  test('Ed25519: every vector there is, the same from both and as it should be', async () => {
    for (const { name, key, message, signature, holds: should } of [...ed25519Cases(), ...torsionCases()]) {
      const theirs = holds(EDDSA, bytes(key), bytes(message), bytes(signature));
      const ours = await verifyEither(ALGORITHM.eddsa, bytes(key), bytes(message), bytes(signature));
      expect([name, ours, theirs]).toEqual([name, should, should]);
    }
  });

  test('SM2: any byte of key, message or signature changed', async () => {
    const key = anSm2Key();
    const message = concat(...forms.map((form) => form.bytes)).slice(0, 100);
    const signature = await key.signer.sign(message);
    const both = async (k: Uint8Array, m: Uint8Array, s: Uint8Array) => {
      const [ours, theirs] = [await verifyEither(ALGORITHM.sm2, k, m, s), holds(ALGORITHM.sm2, k, m, s)];
      expect(theirs).toBe(ours);
      return ours;
    };
    expect(await both(key.publicKey, message, signature)).toBe(true);
    const draw = fc.tuple(fc.nat({ max: 2 }), fc.nat(), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(draw, async ([which, at, by]) => {
        const parts = [key.publicKey, message, signature].map((part) => Uint8Array.from(part)) as [
          Uint8Array,
          Uint8Array,
          Uint8Array,
        ];
        const part = parts[which] as Uint8Array;
        part[at % part.length] = (part[at % part.length] as number) ^ by;
        expect(await both(...parts)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

test('the other verifier takes nothing of ours', () => {
  const folder = new URL('.', import.meta.url);
  const parts = ['cbor', 'container', 'files', 'signature', 'sm2', 'statements', 'verify'];
  const imported = parts.flatMap((part) => {
    const text = readFileSync(new URL(`${part}.ts`, folder), 'utf8');
    return [...text.matchAll(/from '([^']+)'/g)].map(([, from = '']) => from);
  });
  const allowed = ['node:crypto', 'cbor2', ...parts.map((part) => `./${part}.ts`)];
  expect(imported.filter((from) => !allowed.includes(from))).toEqual([]);
  expect(imported).toContain('cbor2');
});
