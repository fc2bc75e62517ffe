/**
 * Signed files: key set, status list, catalog, packs, lists of grants. Each is a COSE_Sign1 over a CBOR map whose key 0 names
 * the kind of file, so that one can never be passed for another.
 */
import type { Bytes } from '../kernel/bytes.ts';
import type { CborMap, CborValue } from '../kernel/cbor.ts';
import { parseSign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';

export type FileKind = 'key-set' | 'status-list' | 'catalog' | 'pack' | 'pack-delta' | 'grant-list';
export type FileError = 'malformed' | 'unknown-key' | 'bad-signature';

export const signFile = (signer: Signer, kind: FileKind, content: CborMap): Promise<Bytes> =>
  signMap(signer, new Map<number | string, CborValue>([[0, kind], ...content]));

/** `keyFor` gives the public key that may sign this file, by key id. */
export async function openFile(
  bytes: Uint8Array,
  kind: FileKind,
  keyFor: (kid: Uint8Array) => Uint8Array | undefined,
  verifySignature: VerifySignature,
): Promise<Result<CborMap, FileError>> {
  const parsed = parseSign1(bytes);
  if (!parsed.ok) return parsed;
  const { alg, kid, payload, signature, signed } = parsed.value;
  if (payload.get(0) !== kind) return err('malformed');
  const key = keyFor(kid);
  if (!key) return err('unknown-key');
  return (await verifySignature(alg, key, signed, signature)) ? ok(payload) : err('bad-signature');
}
