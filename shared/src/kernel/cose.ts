/**
 * COSE_Sign1 (RFC 9052 §4.2) in the profile of docs/task-code.md: algorithm and key id stand in the protected
 * header, the unprotected header is empty, tag 18 is written and accepted with or without. All three layers
 * must re-encode to the bytes received.
 */
import { type Bytes, equalBytes } from './bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor, Tagged } from './cbor.ts';
import { err, ok, type Result } from './result.ts';

/** COSE algorithm numbers: EdDSA (RFC 9053 §2.2); SM2 with SM3 is private use. */
export const ALGORITHM = { eddsa: -8, sm2: -70100 } as const;
export type Algorithm = (typeof ALGORITHM)[keyof typeof ALGORITHM];

const HEADER = { alg: 1, kid: 4 } as const;
const SIGN1_TAG = 18;
const SIGNATURE_BYTES = 64;

export interface Signer {
  readonly alg: Algorithm;
  readonly kid: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** False for a bad signature and for anything a library would throw on. */
export type VerifySignature = (
  alg: Algorithm,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;

export interface Sign1 {
  readonly alg: Algorithm;
  readonly kid: Uint8Array;
  readonly payload: CborMap;
  readonly signature: Uint8Array;
  /** The Sig_structure of RFC 9052 §4.4, which the signature covers. */
  readonly signed: Bytes;
}

export async function signMap(signer: Signer, payload: CborMap): Promise<Bytes> {
  const protectedHeader = encodeCbor(
    new Map<number, CborValue>([
      [HEADER.alg, signer.alg],
      [HEADER.kid, signer.kid],
    ]),
  );
  const body = encodeCbor(payload);
  const signature = await signer.sign(sigStructure(protectedHeader, body));
  return encodeCbor(new Tagged(SIGN1_TAG, [protectedHeader, new Map(), body, signature]));
}

export function parseSign1(bytes: Uint8Array): Result<Sign1, 'malformed'> {
  const outer = decodeCanonical(bytes);
  const parts = outer instanceof Tagged && outer.tag === SIGN1_TAG ? outer.value : outer;
  if (!Array.isArray(parts) || parts.length !== 4) return err('malformed');
  const [protectedHeader, unprotectedHeader, body, signature] = parts as CborValue[];
  if (!(protectedHeader instanceof Uint8Array && body instanceof Uint8Array && signature instanceof Uint8Array)) {
    return err('malformed');
  }
  if (!(unprotectedHeader instanceof Map) || unprotectedHeader.size > 0) return err('malformed');
  const header = decodeCanonical(protectedHeader);
  const payload = decodeCanonical(body);
  if (!(header instanceof Map && payload instanceof Map) || header.size !== 2) return err('malformed');
  const alg = header.get(HEADER.alg);
  const kid = header.get(HEADER.kid);
  if (!isAlgorithm(alg) || !(kid instanceof Uint8Array)) return err('malformed');
  if (signature.length !== SIGNATURE_BYTES) return err('malformed');
  return ok({ alg, kid, payload, signature, signed: sigStructure(protectedHeader, body) });
}

export function sigStructure(protectedHeader: Uint8Array, payload: Uint8Array): Bytes {
  return encodeCbor(['Signature1', protectedHeader, new Uint8Array(0), payload]);
}

function decodeCanonical(bytes: Uint8Array): CborValue | undefined {
  const decoded = decodeCbor(bytes);
  return decoded.ok && equalBytes(encodeCbor(decoded.value), bytes) ? decoded.value : undefined;
}

const isAlgorithm = (value: unknown): value is Algorithm => Object.values<unknown>(ALGORITHM).includes(value);
