/**
 * Entries of a zip file, each unpacked within what is left of a limit: the sizes that a zip states can be false.
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
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
const COMMENT_AT_MOST = 0xffff;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Entries of a zip, each unpacked as it is read. Throws `BadZip` for a file that is none, or is too large. */
export function* unpackedEntries(file: Buffer, { unpackedBytes, entries }: ZipLimits): Generator<ZipEntry> {
  const end = endOf(file);
  if (end === undefined) throw new BadZip('not-a-sheet');
  const count = file.readUInt16LE(end + 10);
  if (count > entries) throw new BadZip('too-large');
  let at = file.readUInt32LE(end + 16);
  let left = unpackedBytes;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_LENGTH > file.length || file.readUInt32LE(at) !== CENTRAL) throw new BadZip('not-a-sheet');
    const nameLength = file.readUInt16LE(at + 28);
    const bytes = unpack(file, at, left);
    left -= bytes.length;
    yield { name: file.toString('utf8', at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength), bytes };
    at += CENTRAL_LENGTH + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
}

export class BadZip extends Error {
  readonly reason: 'not-a-sheet' | 'too-large';

  constructor(reason: 'not-a-sheet' | 'too-large') {
    super(reason);
    this.reason = reason;
  }
}

function endOf(file: Buffer): number | undefined {
  const least = Math.max(0, file.length - END_LENGTH - COMMENT_AT_MOST);
  for (let at = file.length - END_LENGTH; at >= least; at--) if (file.readUInt32LE(at) === END) return at;
  return undefined;
}

function unpack(file: Buffer, central: number, most: number): Buffer {
  const method = file.readUInt16LE(central + 10);
  const packed = file.readUInt32LE(central + 20);
  const local = file.readUInt32LE(central + 42);
  if (local + LOCAL_LENGTH > file.length || file.readUInt32LE(local) !== LOCAL) throw new BadZip('not-a-sheet');
  const from = local + LOCAL_LENGTH + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const bytes = file.subarray(from, from + packed);
  if (method === STORED && bytes.length <= most) return bytes;
  if (method !== DEFLATED && method !== STORED) throw new BadZip('not-a-sheet');
  if (method === STORED || most <= 0) throw new BadZip('too-large');
  try {
    return inflateRawSync(bytes, { maxOutputLength: most });
  } catch (error) {
    // A code of zlib for damage, or ERR_BUFFER_TOO_LARGE.
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new BadZip(error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'not-a-sheet');
  }
}
