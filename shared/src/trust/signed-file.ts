/**
 * Signed files: key set, status list, catalog, packs, lists of grants. Each is a COSE_Sign1 over a CBOR map whose key 0 names
 * the kind of file, so that one can never be passed for another.
 */
import type { Bytes } from '../kernel/bytes.ts';
import type { CborRecord } from '../kernel/cbor-record.ts';
import { parseSign1, type Signer, signMap, type VerifySignature } from '../kernel/cose.ts';
import { err, ok, type Result } from '../kernel/result.ts';

export type FileError = 'malformed' | 'unknown-key' | 'bad-signature';

export const signFile = <T>(signer: Signer, file: CborRecord<T>, content: T): Promise<Bytes> =>
  signMap(signer, file.encode(content));

/** `keyFor` gives the public key that may sign this file, by key id. */
export async function openFile<T>(
  bytes: Uint8Array,
  file: CborRecord<T>,
  keyFor: (kid: Uint8Array) => Uint8Array | undefined,
  verifySignature: VerifySignature,
): Promise<Result<T, FileError>> {
  const parsed = parseSign1(bytes);
  if (!parsed.ok) return parsed;
  const { alg, kid, payload, signature, signed } = parsed.value;
  if (payload.get(0) !== file.kind) return err('malformed');
  const key = keyFor(kid);
  if (!key) return err('unknown-key');
  if (!(await verifySignature(alg, key, signed, signature))) return err('bad-signature');
  const content = file.decode(payload);
  return content ? ok(content) : err('malformed');
}
