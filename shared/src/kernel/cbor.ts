/**
 * CBOR (RFC 8949), the deterministic subset of §4.2 and nothing else: integers within ±2^53, byte and text
 * strings, arrays, maps with integer or text keys, tags, false, true, null. Decoding is strict: shortest forms,
 * definite lengths, keys in bytewise order without duplicates, well-formed UTF-8, no bytes left over. So every
 * value has exactly one encoding and every accepted input re-encodes to itself.
 * Our own because the page behind the QR has 20 kB in all (docs/adr/0001).
 */
import { type Bytes, utf8, utf8Decode } from './bytes.ts';
import { err, ok, type Result } from './result.ts';

export type CborKey = number | string;
export type CborMap = Map<CborKey, CborValue>;
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap | Tagged;

export class Tagged {
  readonly tag: number;
  readonly value: CborValue;
  constructor(tag: number, value: CborValue) {
    this.tag = tag;
    this.value = value;
  }
}

const MAX_DEPTH = 16;

/** Throws on a value outside the subset: that is a bug of the caller. */
export function encodeCbor(value: CborValue): Bytes {
  const writer = { bytes: new Uint8Array(256), at: 0 };
  write(writer, value);
  return writer.bytes.slice(0, writer.at);
}

interface Writer {
  bytes: Bytes;
  at: number;
}

function write(w: Writer, value: CborValue): void {
  if (value === false) put(w, [0xf4]);
  else if (value === true) put(w, [0xf5]);
  else if (value === null) put(w, [0xf6]);
  else if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error(`CBOR subset: not an integer: ${value}`);
    if (value < 0) head(w, 1, -1 - value);
    else head(w, 0, value);
  } else if (typeof value === 'string') writeBytes(w, 3, utf8(value));
  else if (value instanceof Uint8Array) writeBytes(w, 2, value);
  else if (value instanceof Tagged) {
    head(w, 6, value.tag);
    write(w, value.value);
  } else if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [encodeCbor(key), item] as const);
    entries.sort(([a], [b]) => compareBytes(a, b));
    head(w, 5, entries.length);
    for (const [key, item] of entries) {
      put(w, key);
      write(w, item);
    }
  } else {
    head(w, 4, value.length);
    for (const item of value) write(w, item);
  }
}

function writeBytes(w: Writer, major: number, bytes: Uint8Array): void {
  head(w, major, bytes.length);
  put(w, bytes);
}

function put(w: Writer, part: ArrayLike<number>): void {
  const end = w.at + part.length;
  if (end > w.bytes.length) {
    const longer = new Uint8Array(2 * end);
    longer.set(w.bytes);
    w.bytes = longer;
  }
  w.bytes.set(part, w.at);
  w.at = end;
}

/** Total: any bytes give a value or `malformed`. */
export function decodeCbor(bytes: Uint8Array): Result<CborValue, 'malformed'> {
  const reader = { bytes, at: 0 };
  try {
    const value = read(reader, 0);
    return reader.at === bytes.length ? ok(value) : err('malformed');
  } catch {
    return err('malformed');
  }
}

function head(w: Writer, major: number, n: number): void {
  const m = major << 5;
  if (n < 24) put(w, [m | n]);
  else if (n < 0x100) put(w, [m | 24, n]);
  else if (n < 0x10000) put(w, [m | 25, n >> 8, n & 255]);
  else if (n < 0x100000000) put(w, [m | 26, ...fourBytes(n)]);
  else put(w, [m | 27, ...fourBytes(Math.floor(n / 0x100000000)), ...fourBytes(n % 0x100000000)]);
}

const fourBytes = (n: number): number[] => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const d = (a[i] as number) - (b[i] as number);
    if (d !== 0) return d;
  }
  return a.length - b.length;
}

/** Without a word: nobody sees it but `decodeCbor`, and the page behind the QR pays for every letter. */
const refused = (): Error => new Error();

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function read(r: Reader, depth: number): CborValue {
  if (depth > MAX_DEPTH) throw refused(); // too deep
  const first = take(r, 1)[0] as number;
  const major = first >> 5;
  if (major === 7) return readSimple(first);
  const n = readArgument(r, first & 31);
  switch (major) {
    case 0:
      return n;
    case 1:
      return safe(-1 - n);
    case 2:
      return take(r, n).slice();
    case 3:
      return utf8Decode(take(r, n));
    case 4:
      return readItems(r, n, depth);
    case 5:
      return readMap(r, n, depth);
    default:
      return new Tagged(n, read(r, depth + 1));
  }
}

function readSimple(first: number): CborValue {
  if (first === 0xf4) return false;
  if (first === 0xf5) return true;
  if (first === 0xf6) return null;
  throw refused(); // outside the subset
}

function readArgument(r: Reader, info: number): number {
  if (info < 24) return info;
  if (info > 27) throw refused(); // an indefinite or reserved length
  const size = 1 << (info - 24);
  const n = take(r, size).reduce((sum, byte) => sum * 256 + byte, 0);
  const least = size === 1 ? 24 : size === 8 ? 0x100000000 : 256 ** (size / 2);
  if (n < least) throw refused(); // not the shortest form
  return safe(n);
}

function readItems(r: Reader, n: number, depth: number): CborValue[] {
  const items: CborValue[] = [];
  for (let i = 0; i < n; i++) items.push(read(r, depth + 1));
  return items;
}

function readMap(r: Reader, n: number, depth: number): CborMap {
  const map: CborMap = new Map();
  let previous: Uint8Array | undefined;
  for (let i = 0; i < n; i++) {
    const start = r.at;
    const key = read(r, depth + 1);
    const encoded = r.bytes.subarray(start, r.at);
    if (typeof key !== 'number' && typeof key !== 'string') throw refused(); // a key outside the subset
    if (previous && compareBytes(previous, encoded) >= 0) throw refused(); // keys not in order
    previous = encoded;
    map.set(key, read(r, depth + 1));
  }
  return map;
}

function take(r: Reader, n: number): Uint8Array {
  if (n > r.bytes.length - r.at) throw refused(); // truncated
  r.at += n;
  return r.bytes.subarray(r.at - n, r.at);
}

function safe(n: number): number {
  if (!Number.isSafeInteger(n)) throw refused(); // outside ±2^53
  return n;
}
