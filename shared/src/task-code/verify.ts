/**
 * Is this code genuine? Pure and total: any text gives a verdict, nothing throws. The order is parse, key,
 * signature, claims; claims of a code whose signature does not hold are never shown.
 */
import { parseSign1, type VerifySignature } from '../kernel/cose.ts';
import { type Claims, decodeClaims } from './claims.ts';
import { findKey, type IssuingKey } from './key-set.ts';
import { isWithdrawn } from './status-list.ts';
import { bytesOfText } from './text.ts';
import type { Trust } from './trust.ts';

/** Reasons to refuse: each is final. */
export const REFUSE_REASONS = [
  'malformed',
  'unsupported-version',
  'bad-signature',
  'key-not-valid-then',
  'grant-invalid',
  'grant-exceeded',
  'not-yet-valid',
  'expired',
  'withdrawn',
  'wrong-enterprise',
  'copied',
] as const;
/** Reasons to be unsure: what this device cannot know; each has something that would settle it. */
export const UNSURE_REASONS = ['unknown-key', 'stale-keys', 'stale-status', 'unknown-matter', 'clock-suspect'] as const;

export type RefuseReason = (typeof REFUSE_REASONS)[number];
export type UnsureReason = (typeof UNSURE_REASONS)[number];
export type Reason = RefuseReason | UnsureReason;

export interface Verdict {
  readonly verdict: 'genuine' | 'refuse' | 'unsure';
  readonly reasons: readonly Reason[];
  /** Only when the signature holds. */
  readonly claims?: Claims;
}

export interface VerifyContext extends Trust {
  /** Milliseconds since 1970 by this device's clock. */
  readonly now: number;
  readonly verifySignature: VerifySignature;
  /** The enterprise that the person standing at the door belongs to, where it is known. */
  readonly expectedEnterprise?: string;
  /** The newest signed time this device has seen, seconds: a clock before it is wrong. */
  readonly newestSignedTime?: number;
}

export async function verifyCode(text: string, context: VerifyContext): Promise<Verdict> {
  const bytes = bytesOfText(text);
  const parsed = bytes && parseSign1(bytes);
  if (!parsed?.ok) return refuse('malformed');
  const { alg, kid, payload, signature, signed } = parsed.value;
  const claims = decodeClaims(payload);
  if (!claims) return refuse('unsupported-version');
  const key = findKey(context.keys, kid, 'codes');
  if (!key) return { verdict: 'unsure', reasons: ['unknown-key'] };
  if (key.alg !== alg || !(await context.verifySignature(alg, key.publicKey, signed, signature))) {
    return refuse('bad-signature');
  }
  const refusals = refuseReasons(claims, key, context);
  const doubts = unsureReasons(claims, context);
  const verdict = refusals.length > 0 ? 'refuse' : doubts.length > 0 ? 'unsure' : 'genuine';
  return { verdict, reasons: [...refusals, ...doubts], claims };
}

const refuse = (reason: RefuseReason): Verdict => ({ verdict: 'refuse', reasons: [reason] });

function refuseReasons(claims: Claims, key: IssuingKey, context: VerifyContext): RefuseReason[] {
  const seconds = Math.floor(context.now / 1000);
  const reasons: RefuseReason[] = [];
  if (!keyMaySign(key, claims, seconds)) reasons.push('key-not-valid-then');
  if (isWithdrawn(context.status, claims.statusIndex)) reasons.push('withdrawn');
  if (seconds < claims.notBefore) reasons.push('not-yet-valid');
  if (seconds >= claims.expires) reasons.push('expired');
  if (context.expectedEnterprise !== undefined && context.expectedEnterprise !== claims.enterprise) {
    reasons.push('wrong-enterprise');
  }
  return reasons;
}

/**
 * The whole window of the code must lie in the key's validity, within its agencies. A code holds no signing time, so
 * from the moment of a compromise on nothing of the key is believed: a thief could date a window before it.
 */
function keyMaySign(key: IssuingKey, claims: Claims, seconds: number): boolean {
  if (!claims.agency.startsWith(key.agencyPrefix)) return false;
  if (claims.notBefore < key.validFrom || claims.expires > key.validTo) return false;
  return key.compromisedAt === null || Math.max(claims.notBefore, seconds) < key.compromisedAt;
}

function unsureReasons(claims: Claims, context: VerifyContext): UnsureReason[] {
  const seconds = Math.floor(context.now / 1000);
  const { keys, status, catalog, newestSignedTime = 0 } = context;
  const reasons: UnsureReason[] = [];
  if (seconds < Math.max(newestSignedTime, keys.issuedAt, status.issuedAt) - CLOCK_TOLERANCE)
    reasons.push('clock-suspect');
  if (seconds >= keys.staleAt) reasons.push('stale-keys');
  if (seconds >= status.issuedAt + status.ttl) reasons.push('stale-status');
  if (claims.catalog > catalog.version || claims.matters.some((id) => !catalog.matters.has(id))) {
    reasons.push('unknown-matter');
  }
  return reasons;
}

/** Seconds by which a sound phone clock may trail the server's. */
const CLOCK_TOLERANCE = 300;
