/** Ways to change the text of a code, each as numbers that a property draws. */

import { toDigits } from '../src/task-code/text.ts';
import { type Form, forms } from './forms.ts';

export interface Draw {
  /** Three numbers of 32 bits. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export type Mutation = (form: Form, draw: Draw) => string;

const cut = (text: string, from: number, to: number, put = ''): string => text.slice(0, from) + put + text.slice(to);

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'any digit changed': ({ digits }, { a, b }) => {
    const at = a % digits.length;
    return cut(digits, at, at + 1, String((Number(digits[at]) + 1 + (b % 9)) % 10));
  },
  'any digit inserted': ({ digits }, { a, b }) => {
    const at = a % (digits.length + 1);
    return cut(digits, at, at, String(b % 10));
  },
  'any digit removed': ({ digits }, { a }) => cut(digits, a % digits.length, (a % digits.length) + 1),
  'any two digits swapped': ({ digits }, { a, b }) => {
    const [i, j] = [a % digits.length, b % digits.length].sort((x, y) => x - y) as [number, number];
    return cut(cut(digits, i, i + 1, digits[j]), j, j + 1, digits[i]);
  },
  'any run of digits cut out': ({ digits }, { a, b }) => {
    const from = a % digits.length;
    return cut(digits, from, from + 1 + (b % (digits.length - from)));
  },
  'any run of digits put elsewhere': ({ digits }, { a, b, c }) => {
    const from = a % digits.length;
    const run = digits.slice(from, from + 1 + (b % 40));
    const rest = cut(digits, from, from + run.length);
    const at = c % (rest.length + 1);
    return cut(rest, at, at, run);
  },
  'any bit flipped': ({ bytes }, { a }) => toDigits(flip(bytes, a)),
  'any two bits flipped': ({ bytes }, { a, b }) => toDigits(flip(flip(bytes, a), b)),
  'any byte put in the place of another': ({ bytes }, { a, b }) => {
    const changed = Uint8Array.from(bytes);
    changed[a % bytes.length] = b & 255;
    return toDigits(changed);
  },
  'any bytes cut off, at the end or at the beginning': ({ bytes }, { a, b }) => {
    const at = 1 + (a % (bytes.length - 1));
    return toDigits(b % 2 ? bytes.subarray(at) : bytes.subarray(0, at));
  },
  'any bytes of another code behind or before it': ({ bytes }, { a, b, c }) => {
    const other = (forms[a % forms.length] as Form).bytes;
    const part = other.subarray(b % other.length);
    return toDigits(Uint8Array.from(c % 2 ? [...bytes, ...part] : [...other.subarray(0, part.length), ...bytes]));
  },
  'the head of one code and the tail of another': ({ bytes }, { a, b, c }) => {
    const other = (forms[a % forms.length] as Form).bytes;
    return toDigits(Uint8Array.from([...bytes.subarray(0, b % bytes.length), ...other.subarray(c % other.length)]));
  },
};

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const at = bit % (8 * bytes.length);
  const flipped = Uint8Array.from(bytes);
  flipped[at >> 3] = (flipped[at >> 3] as number) ^ (1 << (at & 7));
  return flipped;
}
