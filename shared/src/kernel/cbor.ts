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

/** Written into one buffer, which grows: small ones by the hundred are what a garbage collector works on. */
const w = { bytes: new Uint8Array(1024), at: 0 };

/** Throws on a value outside the subset: that is a bug of the caller. */
export function encodeCbor(value: CborValue): Bytes {
  w.at = 0;
  write(value);
  return w.bytes.slice(0, w.at);
}

function write(value: CborValue): void {
  if (value === false) put(0xf4);
  else if (value === true) put(0xf5);
  else if (value === null) put(0xf6);
  else if (typeof value === 'number') writeInteger(value);
  else if (typeof value === 'string') writeText(value);
  else if (value instanceof Uint8Array) writeBytes(2, value);
  else if (value instanceof Tagged) {
    head(6, value.tag);
    write(value.value);
  } else if (value instanceof Map) {
    head(5, value.size);
    for (const key of [...value.keys()].sort(compareKeys)) {
      write(key);
      write(value.get(key) as CborValue);
    }
  } else {
    head(4, value.length);
    for (const item of value) write(item);
  }
}

function writeInteger(value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error(`not an integer: ${value}`);
  if (value < 0) head(1, -1 - value);
  else head(0, value);
}

function writeText(text: string): void {
  if (isAscii(text)) {
    head(3, text.length);
    makeRoom(text.length);
    for (let i = 0; i < text.length; i++) w.bytes[w.at++] = text.charCodeAt(i);
  } else writeBytes(3, utf8(text));
}

/** Most texts are. They take their way without a codec. */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

function writeBytes(major: number, bytes: Uint8Array): void {
  head(major, bytes.length);
  makeRoom(bytes.length);
  w.bytes.set(bytes, w.at);
  w.at += bytes.length;
}

function put(byte: number): void {
  makeRoom(1);
  w.bytes[w.at++] = byte;
}

function makeRoom(more: number): void {
  if (w.at + more <= w.bytes.length) return;
  const longer = new Uint8Array(2 * (w.at + more));
  longer.set(w.bytes);
  w.bytes = longer;
}

function head(major: number, n: number): void {
  const m = major << 5;
  const size = n < 24 ? 0 : n < 0x100 ? 1 : n < 0x10000 ? 2 : n < 0x100000000 ? 4 : 8;
  put(m | (size === 0 ? n : 24 + Math.log2(size)));
  for (let shift = 8 * size - 8; shift >= 0; shift -= 8) put(Math.floor(n / 2 ** shift) & 255);
}

/** Orders keys as their encodings compare bytewise (RFC 8949 §4.2.1): 0, 1, …, −1, −2, …, then texts, shorter ones first. */
function compareKeys(a: CborKey, b: CborKey): number {
  if (typeof a === 'string') return typeof b === 'string' ? compareTexts(a, b) : 1;
  if (typeof b === 'string') return -1;
  return a < 0 === b < 0 ? Math.abs(a) - Math.abs(b) : b - a;
}

function compareTexts(a: string, b: string): number {
  if (!isAscii(a) || !isAscii(b)) return compareBytes(utf8(a), utf8(b));
  return a.length - b.length || (a < b ? -1 : Number(a > b));
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

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** Without a word: nobody sees it but `decodeCbor`, and the page behind the QR pays for every letter. */
const refused = (): Error => new Error();

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function read(r: Reader, depth: number): CborValue {
  if (depth > MAX_DEPTH) throw refused(); // too deep
  const first = next(r);
  const major = first >> 5;
  if (major === 7) return readSimple(first);
  const n = readArgument(r, first & 31);
  switch (major) {
    case 0:
      return n;
    case 1:
      return safe(-1 - n);
    case 2:
      return r.bytes.slice(r.at, pass(r, n)) as Bytes;
    case 3:
      return utf8Decode(r.bytes.subarray(r.at, pass(r, n)));
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
  let n = 0;
  for (let i = 0; i < size; i++) n = n * 256 + next(r);
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
  let previous: CborKey | undefined;
  for (let i = 0; i < n; i++) {
    const key = read(r, depth + 1);
    if (typeof key !== 'number' && typeof key !== 'string') throw refused(); // a key outside the subset
    if (previous !== undefined && compareKeys(previous, key) >= 0) throw refused(); // keys not in order
    previous = key;
    map.set(key, read(r, depth + 1));
  }
  return map;
}

function next(r: Reader): number {
  const byte = r.bytes[r.at++];
  if (byte === undefined) throw refused(); // truncated
  return byte;
}

/** Moves on by `n` bytes. Returns where they end. */
function pass(r: Reader, n: number): number {
  if (n > r.bytes.length - r.at) throw refused(); // truncated
  r.at += n;
  return r.at;
}

function safe(n: number): number {
  if (!Number.isSafeInteger(n)) throw refused(); // outside ±2^53
  return n;
}
