/**
 * The examples of the Token Status List draft (draft-ietf-oauth-status-list). Ours has its order of bits and none of
 * its compression: a list of ours is small because it ends with the last withdrawn code, and the whole answer is
 * compressed on the way.
 */
import { inflateSync } from 'node:zlib';
import * as cborg from 'cborg';
import { describe, expect, test } from 'vitest';
import { hexInText, readVectorText, vectorsPresent } from '../../test/vectors.ts';
import { fromBase64Url } from '../kernel/bytes.ts';
import { decodeCbor } from '../kernel/cbor.ts';
import { parseSign1, readSign1 } from '../kernel/cose.ts';
import { isSet, statusBits } from './status-list.ts';

const read = (name: string) => readVectorText(`statuslist/examples/${name}.md`);

interface Example {
  readonly bits: number;
  readonly list: Uint8Array;
}

/** The long ones are folded for print, which breaks the JSON. */
function fromJson(name: string): Example {
  const text = read(name);
  const { bits, lst } = JSON.parse(text.slice(text.indexOf('{')).replace(/\n\s*/g, '')) as {
    bits: number;
    lst: string;
  };
  return { bits, list: inflateSync(fromBase64Url(lst) as Uint8Array) };
}

/** Their maps are not in the order of RFC 8949 §4.2, so that another reader has to read them: ours refuses them. */
const readLoosely = (bytes: Uint8Array) => cborg.decode(bytes, { useMaps: true }) as Map<unknown, unknown>;

function fromCbor(name: string): Example {
  const bytes = hexInText(read(name));
  expect(decodeCbor(bytes)).toEqual({ ok: false, error: 'malformed' });
  const map = readLoosely(bytes);
  return { bits: map.get('bits') as number, list: inflateSync(map.get('lst') as Uint8Array) };
}

const setIn = (bits: Uint8Array): number[] =>
  Array.from({ length: bits.length * 8 }, (_, i) => i).filter((index) => isSet(bits, index));

describe.skipIf(!vectorsPresent)('Token Status List examples of one bit (skipped: no vectors)', () => {
  /** §4.1: status[0] = 1, status[1] = 0, status[2] = 0, status[3] = 1 … of the bytes b9 a3. */
  const SHORT = [0, 3, 4, 5, 7, 8, 9, 13, 15];
  /** Appendix "1-bit Status List": a list of 2^20 with these set. */
  const LONG = [0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345];

  test.each([
    ['JSON', fromJson, 'status_list_encoding_json'],
    ['CBOR', fromCbor, 'status_list_encoding_cbor'],
  ])('the short one in %s: our order of bits is theirs', (_, from, name) => {
    const { bits, list } = from(name);
    expect([bits, Buffer.from(list).toString('hex')]).toEqual([1, 'b9a3']);
    expect(setIn(list)).toEqual(SHORT);
    expect(statusBits(SHORT)).toEqual(Uint8Array.from(list));
  });

  test.each([
    ['JSON', fromJson, 'status_list_encoding1_long_json'],
    ['CBOR', fromCbor, 'status_list_encoding1_long_cbor'],
  ])('the long one in %s: the same eleven of a million, and beyond the end none', (_, from, name) => {
    const { bits, list } = from(name);
    expect([bits, list.length]).toEqual([1, 2 ** 17]);
    expect(setIn(list)).toEqual(LONG);
    // Ours ends with the last one.
    expect(statusBits(LONG)).toEqual(Uint8Array.from(list.subarray(0, (1000345 >> 3) + 1)));
    expect(isSet(list, 2 ** 20)).toBe(false);
  });

  test('those of two, four and eight bits decode, and say that they are not of one', () => {
    const ofSeveral = [
      ...['encoding2', 'encoding2_long', 'encoding4', 'encoding8'].map((name) => fromJson(`status_list_${name}_json`)),
      ...['encoding2', 'encoding2_long', 'encoding4', 'encoding8'].map((name) => fromCbor(`status_list_${name}_cbor`)),
    ];
    expect(ofSeveral.map(({ bits }) => bits)).toEqual([2, 2, 4, 8, 2, 2, 4, 8]);
    expect(ofSeveral.map(({ list }) => list.length * 8)).toEqual([
      24,
      2 ** 21,
      2 ** 22,
      2 ** 23,
      24,
      2 ** 21,
      2 ** 22,
      2 ** 23,
    ]);
  });

  test('the signed ones are COSE_Sign1 under ES256: read, and none of our profile', () => {
    for (const name of ['status_list_cwt', 'referenced_token_cwt']) {
      const bytes = hexInText(read(name));
      const raw = readSign1(bytes);
      expect(raw.ok && raw.value.header.get(1)).toBe(-7);
      expect(parseSign1(bytes)).toEqual({ ok: false, error: 'malformed' });
    }
    const raw = readSign1(hexInText(read('status_list_cwt')));
    const list = raw.ok && (readLoosely(raw.value.payloadBytes).get(65533) as Map<unknown, unknown>);
    expect(list && setIn(inflateSync(list.get('lst') as Uint8Array))).toEqual(SHORT);
  });
});

test('an index past 2^31 is beyond the end, and not the index that is left of it in 32 bits', () => {
  const bits = statusBits([7]);
  expect([7, 2 ** 32 + 7, 2 ** 35 + 7, 2 ** 53 - 1].map((index) => isSet(bits, index))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
