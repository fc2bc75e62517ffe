/**
 * Short forms of the texts in a code (docs/task-code.md §3): every byte makes the QR denser. Each text has exactly
 * one form; a reader finds out by writing what it read again.
 */
import { utf8 } from '../kernel/bytes.ts';
import type { CborValue } from '../kernel/cbor.ts';
import type { Codec } from '../kernel/cbor-record.ts';

const NUMBER = /^[1-9]\d{0,14}$/;
const MATTER = /^M(\d{3}|[1-9]\d{3,5})$/;

/** A number where it is one, UTF-16 (big-endian, as bytes) where that is shorter than UTF-8, else text. */
export function packText(text: string): CborValue {
  if (NUMBER.test(text)) return Number(text);
  if (2 * text.length >= utf8(text).length) return text;
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i >> 1) >> (i & 1 ? 0 : 8);
  return bytes;
}

/** `undefined` for anything but the three forms. */
export function unpackText(value: CborValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (!(value instanceof Uint8Array)) return undefined;
  let text = '';
  for (let i = 0; i < value.length; i += 2) {
    text += String.fromCharCode(((value[i] as number) << 8) | (value[i + 1] as number));
  }
  return text;
}

/** `M001` as 1. */
export const packMatter = (id: string): CborValue => (MATTER.test(id) ? Number(id.slice(1)) : id);

export const unpackMatter = (value: CborValue | undefined): string | undefined =>
  typeof value === 'number' ? `M${String(value).padStart(3, '0')}` : unpackText(value);

export const shortText: Codec<string> = { encode: packText, decode: unpackText };
export const shortMatter: Codec<string> = { encode: packMatter, decode: unpackMatter };
