/** Signing a task code. */
import { type Signer, signMap } from '../kernel/cose.ts';
import { type Claims, encodeClaims } from './claims.ts';
import { codeText } from './text.ts';

/** The text of the QR. */
export const issueCode = async (signer: Signer, claims: Claims, origin: string): Promise<string> =>
  codeText(origin, await signMap(signer, encodeClaims(claims)));
