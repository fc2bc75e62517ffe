/**
 * A code that a device signs by itself under a grant, without network (docs/task-code.md §6). It states only what
 * the grant does not; its task id follows from grant and number, so that one number is one task.
 */
import { concat, toHex } from '../kernel/bytes.ts';
import type { CborMap, CborValue } from '../kernel/cbor.ts';
import type { Digest } from '../kernel/digest.ts';
import { uuidFromBytes } from '../kernel/ids.ts';
import { CLAIM, type Claims, CODE_KINDS, type CodeKind, isCount, sameAs, unpackMatters } from './claims.ts';
import { packMatter, packText, unpackText } from './compact.ts';
import type { Grant } from './grant.ts';

export interface GrantedCode {
  /** 1 for the first code under the grant. */
  readonly number: number;
  readonly enterprise: string;
  readonly enterpriseName: string;
  readonly region: string;
  readonly notBefore: number;
  readonly expires: number;
  readonly kind: CodeKind;
  readonly matters: readonly string[];
  /** Places in the grant's officers, from 0; all of them where this is empty. */
  readonly officers: readonly number[];
  readonly catalog: number;
  readonly nth: number;
  /** The step (`live.ts`) in which the device signed: it signs afresh in each. */
  readonly step: number;
}

const INSPECTION = -70002;

export function encodeGrantedCode(c: GrantedCode): CborMap {
  const inspection = [
    c.number,
    CODE_KINDS.indexOf(c.kind),
    c.matters.map(packMatter),
    c.officers,
    c.catalog,
    packText(c.enterpriseName),
    c.nth,
    packText(c.region),
    c.step,
  ];
  return new Map<number, CborValue>([
    [CLAIM.sub, c.enterprise],
    [CLAIM.exp, c.expires],
    [CLAIM.nbf, c.notBefore],
    [INSPECTION, inspection],
  ]);
}

export function decodeGrantedCode(payload: CborMap): GrantedCode | undefined {
  const inspection = payload.get(INSPECTION);
  if (!Array.isArray(inspection)) return undefined;
  const [number, kindIndex, matters, officers, catalog, name, nth, region, step] = inspection as CborValue[];
  const code = {
    number,
    enterprise: payload.get(CLAIM.sub),
    enterpriseName: unpackText(name),
    region: unpackText(region),
    notBefore: payload.get(CLAIM.nbf),
    expires: payload.get(CLAIM.exp),
    kind: CODE_KINDS[Number(kindIndex)],
    matters: unpackMatters(matters),
    officers: Array.isArray(officers) && officers.every(isCount) ? officers : undefined,
    catalog,
    nth,
    step,
  };
  const texts = [code.enterprise, code.enterpriseName, code.region].every((text) => typeof text === 'string');
  const numbers = [number, code.notBefore, code.expires, catalog, nth, step].every(isCount);
  if (!texts || !numbers || !code.kind || !code.matters || !code.officers) return undefined;
  return sameAs(payload, encodeGrantedCode, code as GrantedCode);
}

/** Returns true if the code stays within the grant's limits. */
export function withinGrant(code: GrantedCode, grant: Grant): boolean {
  return (
    code.notBefore >= grant.notBefore &&
    code.expires <= grant.expires &&
    code.number >= 1 &&
    code.number <= grant.maxCodes &&
    grant.kinds.includes(code.kind) &&
    code.matters.length > 0 &&
    (grant.matters.length === 0 || code.matters.every((id) => grant.matters.includes(id))) &&
    code.officers.every((place) => place < grant.officers.length) &&
    code.region.startsWith(grant.regionPrefix)
  );
}

/** The claims as of any other code. */
export async function claimsOfGrantedCode(
  code: GrantedCode,
  grant: Grant,
  ref: Uint8Array,
  sha256: Digest,
): Promise<Claims> {
  const { enterprise, enterpriseName, notBefore, expires, kind, matters, catalog, nth } = code;
  const officers = grant.officers.filter((_, place) => code.officers.length === 0 || code.officers.includes(place));
  return {
    agency: grant.agency,
    agencyName: grant.agencyName,
    enterprise,
    enterpriseName,
    notBefore,
    expires,
    task: await taskUnder(ref, code.number, sha256),
    kind,
    matters,
    officers,
    catalog,
    nth,
    statusShard: grant.statusShard,
    statusIndex: grant.statusIndex + code.number,
    issuedUnder: { grant: toHex(ref), number: code.number, region: code.region, expires: grant.expires },
  };
}

/** A UUIDv8 (RFC 9562 §5.8): the SHA-256 of the grant's reference and the number. */
export async function taskUnder(ref: Uint8Array, number: number, sha256: Digest): Promise<string> {
  const hash = await sha256(concat(ref, Uint8Array.of(number >> 8, number & 255)));
  const id = hash.slice(0, 16);
  id[6] = 0x80 | ((id[6] as number) & 0x0f);
  id[8] = 0x80 | ((id[8] as number) & 0x3f);
  return uuidFromBytes(id);
}
