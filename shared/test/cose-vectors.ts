/** The examples of the COSE working group as JSON, and the suites of theirs that are none of ours, on Node's crypto. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { listVectors, readVectors } from './vectors.ts';

interface ExampleKey {
  readonly kty: 'EC' | 'OKP';
  readonly crv: string;
  readonly x?: string;
  readonly y?: string;
  readonly x_hex?: string;
  readonly y_hex?: string;
}

export interface CoseExample {
  readonly title: string;
  readonly fail?: boolean;
  readonly input: {
    readonly plaintext?: string;
    readonly plaintext_hex?: string;
    readonly sign0?: { readonly key: ExampleKey; readonly external?: string };
  };
  readonly intermediates: { readonly ToBeSign_hex?: string };
  readonly output: { readonly cbor: string };
}

/** File name and example. */
export const coseExamples = (path: string): readonly (readonly [string, CoseExample])[] =>
  listVectors(`cose-wg/${path}`).map((name) => [name, readVectors<CoseExample>(`cose-wg/${path}/${name}`)] as const);

/** RFC 9053 §2.1 and §2.2; any other algorithm is no signature that this verifier knows. */
export function verifyForeign(alg: unknown, key: ExampleKey, message: Uint8Array, signature: Uint8Array): boolean {
  if (alg === -7 && key.crv === 'P-256') {
    return verify('sha256', message, { key: publicKeyOf(key), dsaEncoding: 'ieee-p1363' }, signature);
  }
  return alg === -8 && key.kty === 'OKP' && verify(null, message, publicKeyOf(key), signature);
}

function publicKeyOf({ kty, crv, x, y, x_hex, y_hex }: ExampleKey): KeyObject {
  const coordinate = (text: string | undefined, hex: string | undefined) =>
    text ?? Buffer.from(hex ?? '', 'hex').toString('base64url');
  const jwk = { kty, crv, x: coordinate(x, x_hex), ...(kty === 'EC' ? { y: coordinate(y, y_hex) } : {}) };
  return createPublicKey({ key: jwk, format: 'jwk' });
}
