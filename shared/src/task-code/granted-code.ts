/**
 * A code that a device signs by itself under a grant, without network (docs/task-code.md §6). It states only what
 * the grant does not; its task id follows from grant and number, so that one number is one task.
 */
import { concat, toHex } from '../kernel/bytes.ts';
import type { CborMap } from '../kernel/cbor.ts';
import { cborRecord, cborRow, list, type TypeOf, text, uint } from '../kernel/cbor-record.ts';
import type { Digest } from '../kernel/digest.ts';
import { uuidFromBytes } from '../kernel/ids.ts';
import { CLAIM, type Claims, codeKind } from './claims.ts';
import { shortMatter, shortText } from './compact.ts';
import type { Grant } from './grant.ts';

const INSPECTION = -70002;

const grantedCode = cborRecord(
  {
    enterprise: [CLAIM.sub, text],
    notBefore: [CLAIM.nbf, uint],
    expires: [CLAIM.exp, uint],
  },
  {
    row: [
      INSPECTION,
      cborRow({
        /** 1 for the first code under the grant. */
        number: uint,
        kind: codeKind,
        matters: list(shortMatter),
        /** Places in the grant's officers, from 0; all of them where this is empty. */
        officers: list(uint),
        catalog: uint,
        enterpriseName: shortText,
        nth: uint,
        region: shortText,
        /** The step (`live.ts`) in which the device signed: it signs afresh in each. */
        step: uint,
      }),
    ],
    exact: true,
  },
);
export type GrantedCode = TypeOf<typeof grantedCode>;

export const encodeGrantedCode = (code: GrantedCode): CborMap => grantedCode.encode(code);

export const decodeGrantedCode = (payload: CborMap): GrantedCode | undefined => grantedCode.decode(payload);

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
