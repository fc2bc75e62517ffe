/** Identification of this server to a push service: RFC 8292, a JSON web token signed with ES256. */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { HOUR } from '@liangma/shared/kernel/instant';

/** RFC 8292 §2: a day at most. */
const VALID = 12 * HOUR;

export interface VapidKey {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

export function privateKeyOf({ publicKey, secret }: VapidKey): KeyObject {
  const [x, y] = [publicKey.subarray(1, 33), publicKey.subarray(33)].map((part) => toBase64Url(part));
  const jwk = { kty: 'EC', crv: 'P-256', x: x as string, y: y as string, d: toBase64Url(secret) };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

/** Value of the header `Authorization`. `subject` is an address at which the operator of this server is reached. */
export function vapidHeader(key: VapidKey, endpoint: string, subject: string, now: number): string {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor((now + VALID) / 1000), sub: subject };
  const signed = `${partOf({ typ: 'JWT', alg: 'ES256' })}.${partOf(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: privateKeyOf(key), dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${toBase64Url(signature)}, k=${toBase64Url(key.publicKey)}`;
}

const partOf = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
