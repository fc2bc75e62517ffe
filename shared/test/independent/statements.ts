/** §3 and §6: what a code, a grant and a code under a grant state. Undefined for anything but exactly that. */
import { hasExactly, type Item, type ItemMap, isArray, isBytes, isMap, isNatural, isText } from './cbor.ts';
import { EDDSA, isKey } from './signature.ts';

const INSPECTION = -70001;
const UNDER_GRANT = -70002;
const KINDS = 4;

export interface Officer {
  readonly name: string;
  readonly certificate: string;
  /** Name of the partner agency of a joint inspection that sends this officer. */
  readonly partner?: string;
}

export interface Window {
  readonly nbf: number;
  readonly exp: number;
}

export interface Statement extends Window {
  readonly iss: string;
  readonly agency: string;
  readonly sub: string;
  readonly enterprise: string;
  readonly cti: string;
  readonly kind: number;
  readonly matters: readonly string[];
  readonly officers: readonly Officer[];
  readonly catalog: number;
  readonly nth: number;
  /** The prefecture of its status list, and its bit there. */
  readonly list: string;
  readonly index: number;
  /** Expiry of the grant, of a code under one. */
  readonly until?: number;
  readonly anchor?: Uint8Array;
}

export function readStatement(payload: ItemMap): Statement | undefined {
  const inspection = payload.get(INSPECTION);
  if (!hasExactly(payload, [1, 2, 4, 5, 7, INSPECTION]) || !isArray(inspection)) return undefined;
  if (inspection.length !== 9 && inspection.length !== 10) return undefined;
  const [iss, sub, exp, nbf, cti] = [1, 2, 4, 5, 7].map((key) => payload.get(key));
  const [name, kind, ids, people, catalog, enterpriseName, nth, shard, index, anchor] = inspection;
  const [agency, enterprise, matters, officers] = [
    shortText(name),
    shortText(enterpriseName),
    listOf(ids, shortMatter),
    readAllOfficers(people),
  ] as const;
  if (!isText(iss) || !isText(sub) || !isNatural(exp) || !isNatural(nbf) || !isKind(kind)) return undefined;
  if (!isBytes(cti) || cti.length !== 16 || agency === undefined || enterprise === undefined) return undefined;
  if (!matters || !officers || !isNatural(catalog) || !isNatural(nth) || !isNatural(index)) return undefined;
  if (!isShard(shard)) return undefined;
  if (inspection.length === 10 && !(isBytes(anchor) && anchor.length === 12)) return undefined;
  const said = {
    iss,
    agency,
    sub,
    enterprise,
    nbf,
    exp,
    cti: hexOf(cti),
    kind,
    matters,
    officers,
    catalog,
    nth,
    list: `${shard}`,
    index,
  };
  return isBytes(anchor) ? { ...said, anchor } : said;
}

export interface GrantStatement extends Window {
  readonly iss: string;
  readonly agency: string;
  readonly device: Uint8Array;
  readonly kinds: readonly number[];
  readonly matters: readonly string[];
  readonly officers: readonly Officer[];
  readonly region: string;
  readonly most: number;
  readonly list: string;
  readonly index: number;
}

export function readGrant(payload: ItemMap): GrantStatement | undefined {
  const bounds = payload.get(INSPECTION);
  if (!hasExactly(payload, [0, 1, 4, 5, 8, INSPECTION]) || payload.get(0) !== 'grant') return undefined;
  if (!isArray(bounds) || bounds.length !== 9) return undefined;
  const [iss, exp, nbf] = [1, 4, 5].map((key) => payload.get(key));
  const device = deviceKey(payload.get(8));
  const [name, allowed, ids, people, prefix, most, shard, index, hours] = bounds;
  const [agency, region, matters, officers] = [
    shortText(name),
    shortText(prefix),
    listOf(ids, shortMatter),
    readOfficers(people),
  ] as const;
  const kinds = listOf(allowed, (kind) => (isKind(kind) ? kind : undefined));
  if (!isText(iss) || !isNatural(exp) || !isNatural(nbf) || !device || !kinds) return undefined;
  if (!isText(agency) || !isText(region) || !isArray(matters) || !isArray(officers)) return undefined;
  if (![most, index, hours].every(isNatural) || Number(most) > 65_535 || !isShard(shard)) return undefined;
  const numbers = { most: most as number, list: `${shard}`, index: index as number };
  return {
    iss,
    agency,
    nbf,
    exp,
    device,
    kinds,
    region,
    ...numbers,
    matters: matters as readonly string[],
    officers: officers as readonly Officer[],
  };
}

export interface UnderGrant extends Window {
  readonly number: number;
  readonly sub: string;
  readonly enterprise: string;
  readonly kind: number;
  readonly matters: readonly string[];
  readonly places: readonly number[];
  readonly catalog: number;
  readonly nth: number;
  readonly region: string;
  readonly step: number;
}

export function readUnderGrant(payload: ItemMap): UnderGrant | undefined {
  const inspection = payload.get(UNDER_GRANT);
  if (!hasExactly(payload, [2, 4, 5, UNDER_GRANT]) || !isArray(inspection) || inspection.length !== 9) return undefined;
  const [sub, exp, nbf] = [2, 4, 5].map((key) => payload.get(key));
  const [number, kind, ids, numbers, catalog, enterpriseName, nth, regionText, step] = inspection;
  const matters = listOf(ids, shortMatter);
  const places = listOf(numbers, (place) => (isNatural(place) ? place : undefined));
  const [enterprise, region] = [shortText(enterpriseName), shortText(regionText)];
  if (!isText(sub) || !isNatural(exp) || !isNatural(nbf) || !isKind(kind) || !matters || !places) return undefined;
  if (enterprise === undefined || region === undefined || !isNatural(number)) return undefined;
  if (!isNatural(catalog) || !isNatural(nth) || !isNatural(step)) return undefined;
  return { number, sub, enterprise, nbf, exp, kind, matters, places, catalog, nth, region, step };
}

/** "A text has exactly one form, by the first of these that fits". */
function shortText(item: Item): string | undefined {
  if (typeof item === 'number') return item > 0 && item < 1e15 ? `${item}` : undefined;
  const text = isText(item) ? item : isBytes(item) && item.length % 2 === 0 ? fromUtf16(item) : undefined;
  if (text === undefined || /^[1-9][0-9]{0,14}$/.test(text)) return undefined;
  const utf16IsShorter = 2 * text.length < Buffer.byteLength(text, 'utf8');
  return utf16IsShorter === isBytes(item) ? text : undefined;
}

const fromUtf16 = (bytes: Uint8Array): string => Buffer.from(bytes).swap16().toString('utf16le');

function shortMatter(item: Item): string | undefined {
  if (isText(item)) return /^M([0-9]{3}|[1-9][0-9]{3,5})$/.test(item) ? undefined : item;
  return isNatural(item) && item < 1e6 ? `M${String(item).padStart(3, '0')}` : undefined;
}

function readOfficers(item: Item): readonly Officer[] | undefined {
  const texts = listOf(item, shortText);
  if (!texts || texts.length % 2 === 1) return undefined;
  return texts.flatMap((name, i) => (i % 2 === 0 ? [{ name, certificate: texts[i + 1] as string }] : []));
}

/** §3: "name, certificate number, …; of a joint inspection, then an array for each partner". */
function readAllOfficers(item: Item): readonly Officer[] | undefined {
  if (!isArray(item)) return undefined;
  const first = item.findIndex(isArray);
  const end = first < 0 ? item.length : first;
  const officers = [...(readOfficers(item.slice(0, end)) ?? [undefined])];
  let before: string | undefined;
  for (const cell of item.slice(end)) {
    const [name, ...people] = isArray(cell) ? cell : [];
    const partner = name === undefined ? undefined : shortText(name);
    const sent = readOfficers(people);
    if (partner === undefined || partner === before || !sent?.length) return undefined;
    officers.push(...sent.map((officer) => ({ ...officer, partner })));
    before = partner;
  }
  return officers.every((officer) => officer !== undefined) ? officers : undefined;
}

/** §6: {1: {1: 1, −1: 6, −2: key}} */
function deviceKey(item: Item): Uint8Array | undefined {
  const key = isMap(item) && hasExactly(item, [1]) ? item.get(1) : undefined;
  if (!isMap(key) || !hasExactly(key, [1, -1, -2]) || key.get(1) !== 1 || key.get(-1) !== 6) return undefined;
  const x = key.get(-2);
  return isBytes(x) && isKey(EDDSA, x) ? x : undefined;
}

function listOf<T>(item: Item, read: (each: Item) => T | undefined): readonly T[] | undefined {
  const list = isArray(item) ? item.map(read) : undefined;
  return list?.every((each) => each !== undefined) ? (list as T[]) : undefined;
}

/** "One to four digits that do not begin with 0", as an integer. */
const isShard = (item: Item): item is number => isNatural(item) && item >= 1 && item <= 9999;
const isKind = (item: Item): item is number => isNatural(item) && item < KINDS;
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
