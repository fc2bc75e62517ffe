/**
 * The text of the QR: an address that any phone camera opens, and the signed bytes as decimal digits, which a QR
 * packs in numeric mode (docs/task-code.md §4). Seven bytes make seventeen digits since 2^56 < 10^17; a tail of
 * 1–6 bytes makes 3, 5, 8, 10, 13, 15.
 */
import type { Bytes } from '../kernel/bytes.ts';

const GROUP_BYTES = 7;
const GROUP_DIGITS = 17;
const TAIL_DIGITS = [0, 3, 5, 8, 10, 13, 15] as const;
/** Far above any code of the profile (392 bytes), far below what could hurt. */
const MAX_DIGITS = 4000;

/** Path of the address: `c` opens a task code, `r` a return QR (`protocol/acknowledgement.ts`). */
export type TextPath = 'c' | 'r';

/** `origin` is like `https://example.gov.cn`, without a slash at the end. */
export const codeText = (origin: string, bytes: Uint8Array, path: TextPath = 'c'): string =>
  `${origin}/${path}#${toDigits(bytes)}`;

/** The origin that a text begins with. */
export const originOf = (text: string): string => text.slice(0, text.indexOf('/c#'));

/** Accepts `…/c#digits`, `…/c/digits` and bare digits, with spaces around; `undefined` for anything else. */
export function bytesOfText(text: string): Bytes | undefined {
  const match = /^(?:https?:\/\/[^/\s#?]+\/c(?:\/?#|\/))?(\d+)$/.exec(text.trim());
  return match ? fromDigits(match[1] as string) : undefined;
}

export function toDigits(bytes: Uint8Array): string {
  let digits = '';
  for (let i = 0; i < bytes.length; i += GROUP_BYTES) {
    const group = bytes.subarray(i, i + GROUP_BYTES);
    const length = group.length === GROUP_BYTES ? GROUP_DIGITS : (TAIL_DIGITS[group.length] as number);
    digits += group
      .reduce((n, byte) => n * 256n + BigInt(byte), 0n)
      .toString()
      .padStart(length, '0');
  }
  return digits;
}

/** `undefined` unless the digits are what `toDigits` gives for some bytes. */
export function fromDigits(digits: string): Bytes | undefined {
  if (digits.length > MAX_DIGITS) return undefined;
  const tail = TAIL_DIGITS.indexOf((digits.length % GROUP_DIGITS) as (typeof TAIL_DIGITS)[number]);
  if (tail < 0) return undefined;
  const groups = Math.floor(digits.length / GROUP_DIGITS);
  const bytes = new Uint8Array(groups * GROUP_BYTES + tail);
  for (let g = 0, at = 0; at < bytes.length; g++) {
    const length = g < groups ? GROUP_BYTES : tail;
    const [high, low] = numberOf(digits, g * GROUP_DIGITS, Math.min((g + 1) * GROUP_DIGITS, digits.length));
    for (let i = 0; i < length; i++) {
      const place = length - 1 - i;
      bytes[at + i] = place < LOW_BYTES ? low >> (8 * place) : high / 256 ** (place - LOW_BYTES);
    }
    const size = 256 ** Math.max(0, length - LOW_BYTES);
    if (length < LOW_BYTES ? high > 0 || low >= 256 ** length : high >= size) return undefined;
    at += length;
  }
  return bytes;
}

/** A number of up to 17 digits is more than a double holds: its last three bytes stand apart. */
const LOW_BYTES = 3;
const LOW = 256 ** LOW_BYTES;

/** By six digits at a time, which take no more than small integers. */
function numberOf(digits: string, from: number, to: number): [high: number, low: number] {
  let [high, low] = [0, 0];
  for (let at = from; at < to; at += 6) {
    const end = Math.min(at + 6, to);
    let next = 0;
    for (let i = at; i < end; i++) next = next * 10 + digits.charCodeAt(i) - 48;
    const shift = 10 ** (end - at);
    low = low * shift + next;
    high = high * shift + Math.floor(low / LOW);
    low %= LOW;
  }
  return [high, low];
}
