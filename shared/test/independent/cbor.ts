/**
 * A verifier of task codes by other hands: written from docs/task-code.md alone, on Node's crypto and another CBOR
 * package, and sharing no line with shared/src. `agree.test.ts` holds the two against each other. The § are those of the
 * document.
 */
import { cdeDecodeOptions, cdeEncodeOptions, type DecodeOptions, decode, encode, Tag } from 'cbor2';

export type Item = unknown;
export type ItemMap = Map<number | string, Item>;

/** Requirements of §2 that the package can enforce by itself. */
const STRICT: DecodeOptions = {
  ...cdeDecodeOptions,
  preferMap: true,
  ignoreGlobalTags: true,
  rejectDuplicateKeys: true,
  rejectBigInts: true,
  rejectFloats: true,
  rejectSimple: true,
  rejectUndefined: true,
  rejectNegativeZero: true,
};
const MOST_LEVELS = 16;

/** Undefined for anything that is not the one encoding of something in the subset of §2. */
export function readItem(bytes: Uint8Array): Item {
  try {
    const item = decode(bytes, STRICT);
    return inSubset(item, 0) && sameBytes(encode(item, cdeEncodeOptions), bytes) ? item : undefined;
  } catch {
    return undefined;
  }
}

export const writeItem = (item: Item): Uint8Array => encode(item, cdeEncodeOptions);

export const isBytes = (item: Item): item is Uint8Array => item instanceof Uint8Array;
export const isText = (item: Item): item is string => typeof item === 'string';
export const isMap = (item: Item): item is ItemMap => item instanceof Map;
export const isArray = (item: Item): item is readonly Item[] => Array.isArray(item);
/** "Integers are ≥ 0" (§3). */
export const isNatural = (item: Item): item is number => typeof item === 'number' && item >= 0;

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Tells whether a map has exactly these keys. */
export const hasExactly = (map: ItemMap, keys: readonly number[]): boolean =>
  map.size === keys.length && keys.every((key) => map.has(key));

function inSubset(item: Item, level: number): boolean {
  if (level > MOST_LEVELS) return false;
  const inside = (items: Iterable<Item>) => [...items].every((each) => inSubset(each, level + 1));
  if (item instanceof Tag) return isInteger(item.tag) && inside([item.contents]);
  if (isArray(item)) return inside(item);
  if (isMap(item)) return [...item.keys()].every((key) => isText(key) || isInteger(key)) && inside(item.values());
  return item === null || typeof item === 'boolean' || isText(item) || isBytes(item) || isInteger(item);
}

const isInteger = (item: Item): boolean => typeof item === 'number' && Number.isSafeInteger(item);
