/**
 * COSE_Sign1 (RFC 9052 §4.2). `readSign1` takes any of it whose outer layer and protected header are in the one encoding
 * that `decodeCbor` accepts. `parseSign1` is our profile (docs/task-code.md §2): the payload is so as well, algorithm and
 * key id stand in the protected header, the unprotected header is empty. Tag 18 is written, and accepted or missing.
 */
import type { Bytes } from './bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor, Tagged } from './cbor.ts';
import { err, ok, type Result } from './result.ts';

/** COSE algorithm numbers: EdDSA (RFC 9053 §2.2); SM2 with SM3 is private use. */
export const ALGORITHM = { eddsa: -8, sm2: -70100 } as const;
export type Algorithm = (typeof ALGORITHM)[keyof typeof ALGORITHM];

export const HEADER = { alg: 1, kid: 4 } as const;
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

export const signMap = (signer: Signer, payload: CborMap): Promise<Bytes> =>
  signWithHeader(signer, [HEADER.kid, signer.kid], payload);

/** Signs under a header that names the key: by its id, or by the grant for a code issued under one (docs/task-code.md §6). */
export async function signWithHeader(
  signer: Signer,
  keyHeader: readonly [number, CborValue],
  payload: CborMap,
): Promise<Bytes> {
  const protectedHeader = encodeCbor(new Map<number, CborValue>([[HEADER.alg, signer.alg], keyHeader]));
  const body = encodeCbor(payload);
  const signature = await signer.sign(sigStructure(protectedHeader, body));
  return encodeCbor(new Tagged(SIGN1_TAG, [protectedHeader, new Map(), body, signature]));
}

/** The parts of a COSE_Sign1 before any profile looks at them. */
export interface RawSign1 {
  readonly header: CborMap;
  readonly unprotected: CborMap;
  readonly signature: Uint8Array;
  readonly protectedBytes: Uint8Array;
  readonly payloadBytes: Uint8Array;
}

export function readSign1(bytes: Uint8Array): Result<RawSign1, 'malformed'> {
  const outer = decoded(bytes);
  const parts = outer instanceof Tagged && outer.tag === SIGN1_TAG ? outer.value : outer;
  if (!Array.isArray(parts) || parts.length !== 4) return err('malformed');
  const [protectedBytes, unprotected, payloadBytes, signature] = parts as CborValue[];
  if (!(protectedBytes instanceof Uint8Array && payloadBytes instanceof Uint8Array)) return err('malformed');
  if (!(unprotected instanceof Map && signature instanceof Uint8Array)) return err('malformed');
  // RFC 9052 §3: an empty protected header is a string of no bytes.
  const header = protectedBytes.length === 0 ? new Map() : decoded(protectedBytes);
  if (!(header instanceof Map)) return err('malformed');
  return ok({ header, unprotected, signature, protectedBytes, payloadBytes });
}

export function parseSign1(bytes: Uint8Array): Result<Sign1, 'malformed'> {
  const read = readSign1(bytes);
  const kid = read.ok && read.value.header.get(HEADER.kid);
  const parsed = read.ok && profileOf(read.value);
  return parsed && kid instanceof Uint8Array ? ok({ ...parsed, kid }) : err('malformed');
}

/** The profile but for what names the key: one more entry beside `alg`, nothing unprotected, 64 bytes of signature. */
export function profileOf(raw: RawSign1): Omit<Sign1, 'kid'> | undefined {
  const { header, unprotected, signature, protectedBytes, payloadBytes } = raw;
  const alg = header.get(HEADER.alg);
  const payload = decoded(payloadBytes);
  if (unprotected.size > 0 || header.size !== 2 || !isAlgorithm(alg)) return undefined;
  if (!(payload instanceof Map) || signature.length !== SIGNATURE_BYTES) return undefined;
  return { alg, payload, signature, signed: sigStructure(protectedBytes, payloadBytes) };
}

const EMPTY = new Uint8Array(0);

/** RFC 9052 §4.4. A protected header without entries counts as a string of no bytes, however it was written. */
export function sigStructure(protectedHeader: Uint8Array, payload: Uint8Array, externalAad = EMPTY): Bytes {
  const empty = protectedHeader.length === 1 && protectedHeader[0] === 0xa0;
  return encodeCbor(['Signature1', empty ? EMPTY : protectedHeader, externalAad, payload]);
}

function decoded(bytes: Uint8Array): CborValue | undefined {
  const read = decodeCbor(bytes);
  return read.ok ? read.value : undefined;
}

export const isAlgorithm = (value: unknown): value is Algorithm => Object.values<unknown>(ALGORITHM).includes(value);
