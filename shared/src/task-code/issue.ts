/** Signing a task code. */
import { HEADER, type Signer, signMap, signWithHeader } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { type Claims, encodeClaims } from './claims.ts';
import { GRANT_HEADER } from './container.ts';
import { encodeGrantedCode, type GrantedCode } from './granted-code.ts';
import { linkOf, stepAt, withLivePart } from './live.ts';
import { bytesOfText, codeText, originOf } from './text.ts';

/** The text of a code. With an anchor in its claims it is nothing without its live part. */
export const issueCode = async (signer: Signer, claims: Claims, origin: string): Promise<string> =>
  codeText(origin, await signMap(signer, encodeClaims(claims)));

/** Returns the text of an anchored code as the officer's device shows it at this second. */
export async function liveText(
  anchored: string,
  claims: Claims,
  seed: Uint8Array,
  seconds: number,
  sha256: Digest,
): Promise<string> {
  const step = stepAt(claims, seconds);
  const code = bytesOfText(anchored);
  if (!code) throw new Error('not the text of a code');
  const link = await linkOf(seed, claims, step, sha256);
  return codeText(originOf(anchored), withLivePart(code, { step, link }));
}

/** A code by a device, which names its grant by reference or carries it. */
export async function issueGrantedCode(
  device: Signer,
  grant: { readonly inline: Uint8Array } | { readonly ref: Uint8Array },
  code: GrantedCode,
  origin: string,
): Promise<string> {
  const header = 'inline' in grant ? ([GRANT_HEADER, grant.inline] as const) : ([HEADER.kid, grant.ref] as const);
  return codeText(origin, await signWithHeader(device, header, encodeGrantedCode(code)));
}
