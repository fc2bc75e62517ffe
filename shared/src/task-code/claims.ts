/**
 * Content of a task code: CWT claims (RFC 8392 §3) with one private claim (docs/task-code.md §3). Decoding encodes
 * the claims again and compares, so that only the canonical encoding is accepted.
 */
import { equalBytes } from '../kernel/bytes.ts';
import { type CborMap, type CborValue, encodeCbor } from '../kernel/cbor.ts';
import { uuidFromBytes, uuidToBytes } from '../kernel/ids.ts';
import { type StatusEntry, statusDay } from '../trust/status-list.ts';
import { packMatter, packText, unpackMatter, unpackText } from './compact.ts';

export const CLAIM = { iss: 1, sub: 2, exp: 4, nbf: 5, cti: 7, cnf: 8, inspection: -70001 } as const;

export const CODE_KINDS = ['routine', 'case', 'special', 'visit'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export interface CodeOfficer {
  readonly name: string;
  readonly certificate: string;
}

export interface Claims {
  /** Agency number. */
  readonly agency: string;
  readonly agencyName: string;
  /** USCC or register number of the enterprise. */
  readonly enterprise: string;
  readonly enterpriseName: string;
  /** Seconds since 1970: valid from, and no longer from this second on. */
  readonly notBefore: number;
  readonly expires: number;
  /** UUID. */
  readonly task: string;
  readonly kind: CodeKind;
  readonly matters: readonly string[];
  readonly officers: readonly CodeOfficer[];
  /** Version of the catalog in which the matter ids are to be read. */
  readonly catalog: number;
  /** The n-th inspection of this enterprise by this agency this year; 0 where the device that issued it cannot know. */
  readonly nth: number;
  /** The prefecture in whose status list the code stands, and its place there (`statusEntryOf`). */
  readonly statusShard: string;
  readonly statusIndex: number;
  /** End of the hash chain (`live.ts`): good on the officer's screen alone. Absent in a code made to be printed. */
  readonly anchor?: Uint8Array;
  /** Only in a code that a device issued under a grant. */
  readonly issuedUnder?: IssuedUnder;
}

/** Claims of a code that a device issued: its grant, and its own place under it. */
export interface IssuedUnder {
  /** First eight bytes of the grant's SHA-256, hex. */
  readonly grant: string;
  /** It is the n-th code under this grant. */
  readonly number: number;
  /** Region of the enterprise, as the device knew it. */
  readonly region: string;
  /** Expiry of the grant, seconds since 1970: the bits of all its codes stand on that day of the status list. */
  readonly expires: number;
}

/** Names the code's bit in the status list of its prefecture. */
export const statusEntryOf = ({
  statusShard: shard,
  statusIndex: index,
  expires,
  issuedUnder,
}: Claims): StatusEntry => ({
  shard,
  day: statusDay(issuedUnder?.expires ?? expires),
  index,
});

/** A shard is written as an integer: its digits never begin with 0. */
export const packShard = (shard: string): number => Number(shard);
export const unpackShard = (value: CborValue | undefined): string | undefined =>
  isCount(value) && value > 0 && value <= 9999 ? String(value) : undefined;

export function encodeClaims(c: Claims): CborMap {
  const inspection = [
    packText(c.agencyName),
    CODE_KINDS.indexOf(c.kind),
    c.matters.map(packMatter),
    packOfficers(c.officers),
    c.catalog,
    packText(c.enterpriseName),
    c.nth,
    packShard(c.statusShard),
    c.statusIndex,
  ];
  return new Map<number, CborValue>([
    [CLAIM.iss, c.agency],
    [CLAIM.sub, c.enterprise],
    [CLAIM.exp, c.expires],
    [CLAIM.nbf, c.notBefore],
    [CLAIM.cti, uuidToBytes(c.task)],
    [CLAIM.inspection, c.anchor ? [...inspection, c.anchor] : inspection],
  ]);
}

/** `undefined` for anything but exactly the claims of profile 1. */
export function decodeClaims(payload: CborMap): Claims | undefined {
  const inspection = payload.get(CLAIM.inspection);
  const cti = payload.get(CLAIM.cti);
  if (!Array.isArray(inspection) || !(cti instanceof Uint8Array && cti.length === 16)) return undefined;
  const [name, kindIndex, matters, officers, catalog, enterprise, nth, shard, statusIndex, anchor] =
    inspection as CborValue[];
  const claims = {
    agency: payload.get(CLAIM.iss),
    agencyName: unpackText(name),
    enterprise: payload.get(CLAIM.sub),
    enterpriseName: unpackText(enterprise),
    notBefore: payload.get(CLAIM.nbf),
    expires: payload.get(CLAIM.exp),
    task: uuidFromBytes(cti),
    kind: CODE_KINDS[Number(kindIndex)],
    matters: unpackMatters(matters),
    officers: unpackOfficers(officers),
    catalog,
    nth,
    statusShard: unpackShard(shard),
    statusIndex,
    ...(anchor === undefined ? {} : { anchor }),
  };
  const { agency, agencyName, enterpriseName, notBefore, expires, kind } = claims;
  const texts = [agency, agencyName, claims.enterprise, enterpriseName, claims.statusShard].every(
    (text) => typeof text === 'string',
  );
  const numbers = [notBefore, expires, catalog, nth, statusIndex].every(isCount);
  if (!texts || !numbers || !kind || !claims.matters || !claims.officers || !isAnchor(anchor)) return undefined;
  return sameAs(payload, encodeClaims, claims as Claims);
}

/** The value, where writing it gives what was read. */
export const sameAs = <T>(payload: CborMap, encode: (value: T) => CborMap, value: T): T | undefined =>
  equalBytes(encodeCbor(payload), encodeCbor(encode(value))) ? value : undefined;

/** [name, certificate, name, certificate, …] */
export const packOfficers = (officers: readonly CodeOfficer[]): CborValue[] =>
  officers.flatMap(({ name, certificate }) => [packText(name), packText(certificate)]);

export function unpackOfficers(value: CborValue | undefined): CodeOfficer[] | undefined {
  const texts = Array.isArray(value) ? (value as CborValue[]).map(unpackText) : [undefined];
  if (!isTexts(texts) || texts.length % 2 > 0) return undefined;
  const places = Array.from({ length: texts.length / 2 }, (_, i) => 2 * i);
  return places.map((i) => ({ name: texts[i] as string, certificate: texts[i + 1] as string }));
}

export function unpackMatters(value: CborValue | undefined): readonly string[] | undefined {
  const ids = Array.isArray(value) ? (value as CborValue[]).map(unpackMatter) : [undefined];
  return isTexts(ids) ? ids : undefined;
}

/** Bytes of the hashes in the chain of a live code. */
export const HASH_BYTES = 12;
const isAnchor = (value: CborValue | undefined): boolean =>
  value === undefined || (value instanceof Uint8Array && value.length === HASH_BYTES);
const isTexts = (value: readonly unknown[]): value is readonly string[] => value.every((t) => typeof t === 'string');
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
