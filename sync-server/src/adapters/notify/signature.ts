/** Signature over requests between the server and the gateway for messages. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Hex, over the time and the body, so that an old request cannot be sent again later. */
export const signatureOf = (secret: string, at: number, body: string): string =>
  createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');

export function isSignedBy(secret: string, at: number, body: string, signature: string): boolean {
  const [own, theirs] = [Buffer.from(signatureOf(secret, at, body)), Buffer.from(signature)];
  return own.length === theirs.length && timingSafeEqual(own, theirs);
}
