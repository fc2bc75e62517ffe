/**
 * A grant: an issuing key lets the key of one device sign codes for a while, within bounds (docs/task-code.md §6).
 * CWT claims with the device's key as `cnf` (RFC 8747 §3.2) and one private claim.
 */
import type { Bytes } from '../kernel/bytes.ts';
import type { CborMap, CborValue } from '../kernel/cbor.ts';
import { parseSign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { isStrongEd25519Key } from '../kernel/ed25519-key.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { findKey, type KeySet, keyCovers } from '../trust/key-set.ts';
import {
  CLAIM,
  CODE_KINDS,
  type CodeKind,
  type CodeOfficer,
  isCount,
  packOfficers,
  packShard,
  sameAs,
  unpackMatters,
  unpackOfficers,
  unpackShard,
} from './claims.ts';
import { packMatter, packText, unpackText } from './compact.ts';

export interface Grant {
  readonly agency: string;
  readonly agencyName: string;
  /** Seconds since 1970: codes under it begin at or after the first and end at or before the second. */
  readonly notBefore: number;
  readonly expires: number;
  /** Ed25519 public key of the device. */
  readonly deviceKey: Uint8Array;
  readonly kinds: readonly CodeKind[];
  /** Empty for every matter. */
  readonly matters: readonly string[];
  readonly officers: readonly CodeOfficer[];
  /** Codes for enterprises whose region begins with this. */
  readonly regionPrefix: string;
  readonly maxCodes: number;
  /** Its own bit in the status list, on the day of its expiry; the n-th code under it has the n-th bit after. */
  readonly statusShard: string;
  readonly statusIndex: number;
  /** Hours within which a code has to reach the server (LATE-3). */
  readonly reportHours: number;
}

export type GrantError = 'unknown-key' | 'grant-invalid';

/** Numbers take two bytes in the id of their task. */
const MOST_CODES = 65_535;

const KIND = 0;
const COSE_KEY = { kty: 1, crv: -1, x: -2 } as const;
const OKP = 1;
const ED25519 = 6;

export const signGrant = (signer: Signer, grant: Grant): Promise<Bytes> => signMap(signer, encodeGrant(grant));

/** Returns the reference by which a code names its grant: the first eight bytes of the signed grant's SHA-256. */
export const grantRef = async (grant: Uint8Array, sha256: Digest): Promise<Bytes> =>
  Uint8Array.from((await sha256(grant)).subarray(0, 8));

/**
 * Returns the grant if its signature holds under a key valid at that time. The status list says if it was ended since.
 */
export async function openGrant(
  bytes: Uint8Array,
  keys: KeySet,
  seconds: number,
  verifySignature: VerifySignature,
): Promise<Result<Grant, GrantError>> {
  const parsed = parseSign1(bytes);
  const grant = parsed.ok ? decodeGrant(parsed.value.payload) : undefined;
  if (!parsed.ok || !grant) return err('grant-invalid');
  const { alg, kid, signature, signed } = parsed.value;
  const key = findKey(keys, kid, 'codes');
  if (!key) return err('unknown-key');
  const holds = key.alg === alg && (await verifySignature(alg, key.publicKey, signed, signature));
  return holds && keyCovers(key, grant, seconds) ? ok(grant) : err('grant-invalid');
}

function encodeGrant(g: Grant): CborMap {
  const deviceKey = new Map<number, CborValue>([
    [COSE_KEY.kty, OKP],
    [COSE_KEY.crv, ED25519],
    [COSE_KEY.x, g.deviceKey],
  ]);
  return new Map<number, CborValue>([
    [KIND, 'grant'],
    [CLAIM.iss, g.agency],
    [CLAIM.exp, g.expires],
    [CLAIM.nbf, g.notBefore],
    [CLAIM.cnf, new Map([[1, deviceKey]])],
    [
      CLAIM.inspection,
      [
        packText(g.agencyName),
        g.kinds.map((kind) => CODE_KINDS.indexOf(kind)),
        g.matters.map(packMatter),
        packOfficers(g.officers),
        packText(g.regionPrefix),
        g.maxCodes,
        packShard(g.statusShard),
        g.statusIndex,
        g.reportHours,
      ],
    ],
  ]);
}

function decodeGrant(payload: CborMap): Grant | undefined {
  const bounds = payload.get(CLAIM.inspection);
  const deviceKey = deviceKeyOf(payload.get(CLAIM.cnf));
  if (!Array.isArray(bounds) || !deviceKey || !isStrongEd25519Key(deviceKey)) return undefined;
  const [name, kinds, matters, officers, region, maxCodes, shard, statusIndex, reportHours] = bounds as CborValue[];
  const grant = {
    agency: payload.get(CLAIM.iss),
    agencyName: unpackText(name),
    notBefore: payload.get(CLAIM.nbf),
    expires: payload.get(CLAIM.exp),
    deviceKey,
    kinds: Array.isArray(kinds) ? (kinds as CborValue[]).map((kind) => CODE_KINDS[Number(kind)]) : [undefined],
    matters: unpackMatters(matters),
    officers: unpackOfficers(officers),
    regionPrefix: unpackText(region),
    maxCodes,
    statusShard: unpackShard(shard),
    statusIndex,
    reportHours,
  };
  const texts = [grant.agency, grant.agencyName, grant.regionPrefix, grant.statusShard].every(
    (text) => typeof text === 'string',
  );
  const numbers = [grant.notBefore, grant.expires, maxCodes, statusIndex, reportHours].every(isCount);
  if (
    !texts ||
    !numbers ||
    Number(maxCodes) > MOST_CODES ||
    !grant.kinds.every(Boolean) ||
    !grant.matters ||
    !grant.officers
  )
    return undefined;
  return sameAs(payload, encodeGrant, grant as Grant);
}

function deviceKeyOf(cnf: CborValue | undefined): Uint8Array | undefined {
  const key = cnf instanceof Map ? cnf.get(1) : undefined;
  const x = key instanceof Map ? key.get(COSE_KEY.x) : undefined;
  return x instanceof Uint8Array ? x : undefined;
}
