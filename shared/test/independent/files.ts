/** §5: key set, status list and catalog, from the pinned root down. Undefined where a file is none. */
import { type Item, type ItemMap, isArray, isBytes, isMap, isText } from './cbor.ts';
import { type Container, readContainer } from './container.ts';
import { EDDSA, holds, isKey, SM2 } from './signature.ts';

export interface Key {
  readonly kid: Uint8Array;
  readonly alg: number;
  readonly publicKey: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly prefix: string;
  readonly compromised: number | null;
  readonly uses: readonly string[];
}

export interface Keys {
  readonly issued: number;
  readonly stale: number;
  readonly keys: readonly Key[];
}
export interface Status {
  readonly shard: string;
  readonly issued: number;
  readonly ttl: number;
  readonly days: ReadonlyMap<unknown, Item>;
}
export interface Catalog {
  readonly version: number;
  readonly ids: ReadonlySet<string>;
}

export interface Root {
  readonly kid: Uint8Array;
  readonly publicKey: Uint8Array;
}

export function openKeys(file: Uint8Array, root: Root): Keys | undefined {
  const alg = root.publicKey.length === 65 ? SM2 : EDDSA;
  const named = (kid: Uint8Array) => Buffer.compare(kid, root.kid) === 0;
  const map = openFile(file, 'key-set', (kid) => (named(kid) ? { alg, publicKey: root.publicKey } : undefined));
  const [issued, stale, rows] = [1, 2, 3].map((key) => map?.get(key));
  if (!isNumber(issued) || !isNumber(stale) || !isArray(rows)) return undefined;
  const keys = rows.map(readKey);
  return keys.every((key) => key !== undefined) ? { issued, stale, keys } : undefined;
}

export function openStatus(file: Uint8Array, keys: Keys): Status | undefined {
  const map = openFile(file, 'status-list', (kid) => findKey(keys, kid, 'files'));
  const [issued, ttl, shard, days] = [1, 2, 3, 4].map((key) => map?.get(key));
  if (!isNumber(issued) || !isNumber(ttl) || !isText(shard) || !isMap(days)) return undefined;
  const wellFormed = [...days].every(([day, bits]) => isNumber(day) && isBytes(bits));
  return wellFormed ? { shard, issued, ttl, days } : undefined;
}

export function openCatalog(file: Uint8Array, keys: Keys): Catalog | undefined {
  const map = openFile(file, 'catalog', (kid) => findKey(keys, kid, 'files'));
  const [version, matters] = [1, 2].map((key) => map?.get(key));
  if (!isNumber(version) || !isMap(matters)) return undefined;
  const wellFormed = [...matters].every(
    ([id, row]) => isText(id) && isArray(row) && row.length === 3 && isText(row[0]) && isText(row[1]),
  );
  return wellFormed ? { version, ids: new Set([...matters.keys()].map(String)) } : undefined;
}

/** "A key with a date of compromise signs no file any more." */
export const findKey = ({ keys }: Keys, kid: Uint8Array, use: string): Key | undefined =>
  keys.find(
    (key) =>
      Buffer.compare(key.kid, kid) === 0 && key.uses.includes(use) && !(use === 'files' && key.compromised !== null),
  );

/** "Code i is withdrawn when bit i mod 8, least significant first, of byte ⌊i / 8⌋ of its day is 1." */
export function isWithdrawn(lists: readonly Status[], list: string, until: number, index: number): boolean {
  const bits = lists.find(({ shard }) => shard === list)?.days.get(Math.floor(until / 86_400));
  const byte = isBytes(bits) ? (bits[Math.floor(index / 8)] ?? 0) : 0;
  return Math.floor(byte / 2 ** (index % 8)) % 2 === 1;
}

type Signing = Pick<Key, 'alg' | 'publicKey'>;

function openFile(file: Uint8Array, kind: string, find: (kid: Uint8Array) => Signing | undefined): ItemMap | undefined {
  const container = readContainer(file);
  const key = container && 'kid' in container.named ? find(container.named.kid) : undefined;
  if (!container || !key || container.payload.get(0) !== kind || !isSignedBy(container, key)) return undefined;
  return container.payload;
}

export const isSignedBy = ({ alg, signed, signature }: Container, key: Signing): boolean =>
  key.alg === alg && holds(alg, key.publicKey, signed, signature);

function readKey(row: Item): Key | undefined {
  if (!isArray(row) || row.length !== 8) return undefined;
  const [kid, alg, publicKey, from, to, prefix, compromised, uses] = row;
  if (!isBytes(kid) || !isNumber(alg) || !isBytes(publicKey) || !isKey(alg, publicKey)) return undefined;
  if (!isNumber(from) || !isNumber(to) || !isText(prefix) || !isArray(uses)) return undefined;
  if (!(compromised === null || isNumber(compromised))) return undefined;
  const known = uses.every((use) => use === 'codes' || use === 'files' || use === 'receipts');
  return known ? { kid, alg, publicKey, from, to, prefix, compromised, uses: uses as string[] } : undefined;
}

const isNumber = (item: Item): item is number => typeof item === 'number';
