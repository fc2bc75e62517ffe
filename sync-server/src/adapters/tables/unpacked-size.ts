/**
 * Unpacked size of a zip file, found by unpacking each entry within a limit: the sizes that a zip states can be false.
 * ZIP (APPNOTE 6.3.10) §4.3.12 central directory, §4.3.16 its end, §4.3.7 local header.
 */
import { inflateRawSync } from 'node:zlib';

interface ZipLimits {
  readonly unpackedBytes: number;
  readonly entries: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const COMMENT_AT_MOST = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/** Undefined for a file that is no zip, has too many entries, or unpacks to more than the limit. */
export function unpackedSize(file: Buffer, { unpackedBytes, entries }: ZipLimits): number | undefined {
  const end = endOf(file);
  if (end === undefined) return undefined;
  const count = file.readUInt16LE(end + 10);
  if (count > entries) return undefined;
  let at = file.readUInt32LE(end + 16);
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL) return undefined;
    const size = sizeOf(file, at, unpackedBytes - total);
    if (size === undefined) return undefined;
    total += size;
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return total;
}

function endOf(file: Buffer): number | undefined {
  const least = Math.max(0, file.length - END_LENGTH - COMMENT_AT_MOST);
  for (let at = file.length - END_LENGTH; at >= least; at--) if (file.readUInt32LE(at) === END) return at;
  return undefined;
}

function sizeOf(file: Buffer, central: number, most: number): number | undefined {
  const method = file.readUInt16LE(central + 10);
  const packed = file.readUInt32LE(central + 20);
  const local = file.readUInt32LE(central + 42);
  if (local + 30 > file.length || file.readUInt32LE(local) !== LOCAL) return undefined;
  const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const bytes = file.subarray(from, from + packed);
  if (method === STORED) return bytes.length <= most ? bytes.length : undefined;
  if (method !== DEFLATED || most <= 0) return undefined;
  try {
    return inflateRawSync(bytes, { maxOutputLength: most }).length;
  } catch (error) {
    // A code of zlib or ERR_BUFFER_TOO_LARGE: damaged, or more than the limit.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
