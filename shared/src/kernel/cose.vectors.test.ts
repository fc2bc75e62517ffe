/**
 * The examples of the COSE working group (github.com/cose-wg/Examples), through the generic reader and through our
 * profile. None of them is in the project: they are read where they lie, and skipped with a word where they do not.
 */
import { describe, expect, test } from 'vitest';
import { type CoseExample, coseExamples, verifyForeign } from '../../test/cose-vectors.ts';
import { vectorsPresent } from '../../test/vectors.ts';
import { type Bytes, fromHex, toHex, utf8 } from './bytes.ts';
import { HEADER, parseSign1, readSign1, sigStructure } from './cose.ts';

const bytesOf = (hex: string) => fromHex(hex) as Bytes;
const bytesIn = ({ output }: CoseExample) => bytesOf(output.cbor);

/** Verifies as RFC 9052 §4.4 does: `alg` from either header, the Sig_structure over what was received. */
function verdictOn(example: CoseExample): 'holds' | 'bad-signature' | 'malformed' {
  const { sign0 } = example.input;
  const read = readSign1(bytesIn(example));
  if (!read.ok || !sign0) return 'malformed';
  const { header, unprotected, protectedBytes, payloadBytes, signature } = read.value;
  const signed = sigStructure(protectedBytes, payloadBytes, bytesOf(sign0.external ?? ''));
  const alg = header.get(HEADER.alg) ?? unprotected.get(HEADER.alg);
  return verifyForeign(alg, sign0.key, signed, signature) ? 'holds' : 'bad-signature';
}

/** Compares with the bytes that the example says were signed. */
function expectSigned(example: CoseExample): void {
  const read = readSign1(bytesIn(example));
  if (!read.ok) throw new Error('does not read');
  const { protectedBytes, payloadBytes } = read.value;
  const aad = bytesOf(example.input.sign0?.external ?? '');
  expect(toHex(sigStructure(protectedBytes, payloadBytes, aad))).toBe(
    example.intermediates.ToBeSign_hex?.toLowerCase(),
  );
}

const WHAT_EACH_IS = {
  'sign-fail-01.json': ['tag 998 and not 18', 'malformed'],
  'sign-fail-02.json': ['the payload changed after signing', 'bad-signature'],
  'sign-fail-03.json': ['alg −999 in the header, ES256 signed', 'bad-signature'],
  'sign-fail-04.json': ['a text as alg', 'bad-signature'],
  'sign-fail-06.json': ['a protected header added after signing', 'bad-signature'],
  'sign-fail-07.json': ['a protected header removed after signing', 'bad-signature'],
  'sign-pass-01.json': ['an empty protected header written as a map, alg unprotected', 'holds'],
  'sign-pass-02.json': ['external data', 'holds'],
  'sign-pass-03.json': ['no tag', 'holds'],
} as const;

describe.skipIf(!vectorsPresent)('COSE WG sign1-tests, ES256 (skipped: no vectors)', () => {
  const examples = coseExamples('sign1-tests');
  test('all nine', () => expect(examples.map(([name]) => name)).toEqual(Object.keys(WHAT_EACH_IS)));

  test.each(Object.entries(WHAT_EACH_IS))('%s: %s', (name, [, verdict]) => {
    const example = examples.find(([file]) => file === name)?.[1] as CoseExample;
    expect(example.fail === true).toBe(verdict !== 'holds');
    expect(verdictOn(example)).toBe(verdict);
    if (!example.fail) expectSigned(example);
  });

  test('our profile takes none: another algorithm, and headers outside the signature', () => {
    expect(examples.map(([, example]) => parseSign1(bytesIn(example)).ok)).toEqual(Array(9).fill(false));
  });
});

describe.skipIf(!vectorsPresent)('COSE WG eddsa-examples (skipped: no vectors)', () => {
  const examples = coseExamples('eddsa-examples');
  const single = examples.filter(([, { input }]) => input.sign0);

  test.each(single)('%s is a COSE_Sign1, and holds', (_, example) => {
    expect(verdictOn(example)).toBe('holds');
    expectSigned(example);
  });

  test.each(single)('%s with any byte of the signature changed does not', (_, example) => {
    const { cbor } = example.output;
    for (let at = 1; at <= 64; at++) {
      const digit = Number.parseInt(cbor.at(-2 * at) as string, 16) ^ 1;
      const changed = cbor.slice(0, cbor.length - 2 * at) + digit.toString(16) + cbor.slice(cbor.length - 2 * at + 1);
      expect(verdictOn({ ...example, output: { cbor: changed } })).toBe('bad-signature');
    }
  });

  test('Ed25519 and Ed448: two single ones; the two of many signers (tag 98) are no COSE_Sign1', () => {
    expect(single.map(([name]) => name)).toEqual(['eddsa-sig-01.json', 'eddsa-sig-02.json']);
    const many = examples.filter(([, { input }]) => !input.sign0);
    expect(many.map(([name, example]) => [name, readSign1(bytesIn(example)).ok])).toEqual([
      ['eddsa-01.json', false],
      ['eddsa-02.json', false],
    ]);
  });

  test('our profile takes none, not even the one under Ed25519: its kid stands outside the signature', () => {
    expect(examples.map(([, example]) => parseSign1(bytesIn(example)).ok)).toEqual(Array(4).fill(false));
  });
});

describe.skipIf(!vectorsPresent)('COSE WG sign-tests, many signers (skipped: no vectors)', () => {
  test.each(coseExamples('sign-tests'))('%s is no COSE_Sign1', (_, example) => {
    expect(readSign1(bytesIn(example))).toEqual({ ok: false, error: 'malformed' });
  });
});

describe.skipIf(!vectorsPresent)('COSE WG CWT, RFC 8392 appendix A (skipped: no vectors)', () => {
  const examples = new Map(coseExamples('CWT'));

  test('A.3 is signed with ES256, and holds; our profile does not take it', () => {
    const example = examples.get('A_3.json') as CoseExample;
    expect(verdictOn(example)).toBe('holds');
    expectSigned(example);
    expect(parseSign1(bytesIn(example)).ok).toBe(false);
  });

  test.each([
    ['A_4.json', 'COSE_Mac0, tag 17', 'd1'],
    ['A_5.json', 'COSE_Encrypt0, tag 16', 'd0'],
    ['A_6.json', 'A.3 inside a COSE_Encrypt0, tag 16', 'd0'],
    ['A_7.json', 'COSE_Mac0, tag 17, over a float', 'd1'],
  ])('%s is %s: nothing that is signed, so not read', (name, _, tag) => {
    const bytes = bytesIn(examples.get(name) as CoseExample);
    expect(toHex(bytes).slice(0, 2)).toBe(tag);
    expect(readSign1(bytes)).toEqual({ ok: false, error: 'malformed' });
  });

  test('the plaintext of A.6 is A.3, byte for byte', () => {
    const inner = examples.get('A_6.json')?.input.plaintext_hex as string;
    const outer = examples.get('A_3.json') as CoseExample;
    expect(inner.toUpperCase()).toBe(outer.output.cbor);
  });
});

/** RFC 9052 appendix C.2.1: "Single ECDSA Signature", its Sig_structure as §4.4 builds it. */
test('RFC 9052 C.2.1: the Sig_structure', () => {
  const signed = sigStructure(bytesOf('a10126'), utf8('This is the content.'));
  expect(toHex(signed)).toBe('846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e742e');
});

test('RFC 9052 §3: a protected header without entries is signed as a string of no bytes, however it is written', () => {
  const payload = utf8('This is the content.');
  expect(sigStructure(bytesOf('a0'), payload)).toEqual(sigStructure(bytesOf(''), payload));
  expect(toHex(sigStructure(bytesOf('a0'), payload)).slice(0, 26)).toBe('846a5369676e61747572653140');
});
