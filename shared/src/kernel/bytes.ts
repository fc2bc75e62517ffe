/**
 * Byte strings and their text forms. UTF-8 goes through the two codecs that every runtime of ours has;
 * they are declared here because this workspace sees neither DOM nor Node types.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: true; ignoreBOM: true });
  decode(bytes: Uint8Array): string;
}

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Bytes => encoder.encode(text);

/** Throws on bytes that are not well-formed UTF-8. */
export const utf8Decode = (bytes: Uint8Array): string => decoder.decode(bytes);

export const concat = (...parts: readonly Uint8Array[]): Bytes => join(parts);

/** Any number of parts: a call takes some ten thousand arguments only, fewer in a worker. */
export function join(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}

const HEX = utf8('0123456789abcdef');

/** By way of bytes, here and below: a text that grows by a letter leaves a piece of itself behind with each. */
export function toHex(bytes: Uint8Array): string {
  const digits = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    digits[2 * i] = HEX[byte >> 4] as number;
    digits[2 * i + 1] = HEX[byte & 15] as number;
  }
  return utf8Decode(digits);
}

/** `undefined` for anything but an even number of hex digits. */
export function fromHex(hex: string): Bytes | undefined {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) return undefined;
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

// Pure, so that a page which reads no base64url here leaves both tables out.
const BASE64URL = /* @__PURE__ */ utf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
/** By character code; 255 for what is no digit. */
const DIGITS = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => BASE64URL.indexOf(code));

/** RFC 4648 §5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const digits = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  for (let i = 0, at = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0 && at < digits.length; shift -= 6) {
      digits[at++] = BASE64URL[(word >> shift) & 63] as number;
    }
  }
  return utf8Decode(digits);
}

/** `undefined` unless the text is the one canonical form of some bytes. */
export function fromBase64Url(text: string): Bytes | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let word = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = DIGITS[text.charCodeAt(i)] ?? 255;
    if (digit > 63) return undefined;
    word = ((word << 6) | digit) & 0xffffff;
    if (i % 4 !== 0) bytes[at++] = (word >> (6 - 2 * (i % 4))) & 255;
  }
  // The last digit holds no bits but those of the last byte.
  const spare = (text.length * 6) % 8;
  return spare < 6 && (word & ((1 << spare) - 1)) === 0 ? bytes : undefined;
}
