/**
 * A grant: an issuing key lets the key of one device sign codes for a while, within bounds (docs/task-code.md §6).
 * CWT claims with the device's key as `cnf` (RFC 8747 §3.2) and one private claim.
 */
import type { Bytes } from '../kernel/bytes.ts';
import {
  bytes,
  cborRecord,
  cborRow,
  convert,
  int,
  list,
  type TypeOf,
  text,
  uint,
  where,
} from '../kernel/cbor-record.ts';
import { parseSign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { isStrongEd25519Key } from '../kernel/ed25519-key.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { findKey, type KeySet, keyCovers } from '../trust/key-set.ts';
import { CLAIM, codeKind, codeOfficers, codeShard } from './claims.ts';
import { shortMatter, shortText } from './compact.ts';

/** Numbers take two bytes in the id of their task. */
const MOST_CODES = 65_535;

const OKP = 1;
const ED25519 = 6;
/** RFC 9052 §7 and RFC 9053 §7.2. */
const coseKey = cborRecord({ kty: [1, int], crv: [-1, int], x: [-2, where(bytes, isStrongEd25519Key)] });
const confirmation = cborRecord({ key: [1, coseKey] });

const grantRecord = cborRecord(
  {
    agency: [CLAIM.iss, text],
    /** Seconds since 1970: codes under it begin at or after the first and end at or before the second. */
    notBefore: [CLAIM.nbf, uint],
    expires: [CLAIM.exp, uint],
    /** Ed25519 public key of the device. */
    deviceKey: [
      CLAIM.cnf,
      convert(
        confirmation,
        ({ key }) => key.x,
        (x) => ({ key: { kty: OKP, crv: ED25519, x } }),
      ),
    ],
  },
  {
    kind: 'grant',
    row: [
      CLAIM.inspection,
      cborRow({
        agencyName: shortText,
        kinds: list(codeKind),
        /** Empty for every matter. */
        matters: list(shortMatter),
        officers: codeOfficers,
        /** Codes for enterprises whose region begins with this. */
        regionPrefix: shortText,
        maxCodes: where(uint, (codes) => codes <= MOST_CODES),
        /** Its own bit in the status list, on the day of its expiry; the n-th code under it has the n-th bit after. */
        statusShard: codeShard,
        statusIndex: uint,
        /** Hours within which a code has to reach the server (LATE-3). */
        reportHours: uint,
      }),
    ],
    exact: true,
  },
);
export type Grant = TypeOf<typeof grantRecord>;

export type GrantError = 'unknown-key' | 'grant-invalid';

export const signGrant = (signer: Signer, grant: Grant): Promise<Bytes> => signMap(signer, grantRecord.encode(grant));

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
  const grant = parsed.ok ? grantRecord.decode(parsed.value.payload) : undefined;
  if (!parsed.ok || !grant) return err('grant-invalid');
  const { alg, kid, signature, signed } = parsed.value;
  const key = findKey(keys, kid, 'codes');
  if (!key) return err('unknown-key');
  const holds = key.alg === alg && (await verifySignature(alg, key.publicKey, signed, signature));
  return holds && keyCovers(key, grant, seconds) ? ok(grant) : err('grant-invalid');
}
