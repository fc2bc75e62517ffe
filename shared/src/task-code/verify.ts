/**
 * Is this code genuine? Pure and total: any text gives a verdict, nothing throws. The order is parse, key,
 * signature, claims; claims of a code whose signature does not hold are never shown.
 */
import { equalBytes } from '../kernel/bytes.ts';
import type { VerifySignature } from '../kernel/cose.ts';
import type { Digest } from '../kernel/digest.ts';
import { findKey, keyCovers } from '../trust/key-set.ts';
import { CLOCK_TOLERANCE, inSeconds } from '../trust/lifetimes.ts';
import { isWithdrawn, type StatusLists } from '../trust/status-list.ts';
import type { Trust } from '../trust/trust.ts';
import { type Claims, decodeClaims, statusEntryOf } from './claims.ts';
import { type Container, parseContainer } from './container.ts';
import { checkStep, endOf, type LiveCheck, type LivePart, type Presence } from './live.ts';
import { bytesOfText } from './text.ts';

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
  /** With the claims: shown by the officer's device in this moment, or written down once (a notice, a link, a number). */
  readonly presence?: Presence;
}

export interface VerifyContext extends Pick<Trust, 'keys' | 'catalog'> {
  readonly status: StatusLists;
  /** Milliseconds since 1970 by this device's clock. */
  readonly now: number;
  readonly verifySignature: VerifySignature;
  readonly sha256: Digest;
  /** Codes under a grant: `resolveGranted`, or what loads it; `granted-verify.ts` says how it finds the grant. */
  readonly granted: ResolveGranted;
  /** When this device first saw the text, ms: a live code is read in that moment. Now, where it is absent. */
  readonly seenAt?: number;
  /** `endOf` the live part of this very text, where it was begun before the keys were there. */
  readonly liveEnd?: Promise<Uint8Array | undefined> | undefined;
  /** The enterprise that the person standing at the door belongs to, where it is known. */
  readonly expectedEnterprise?: string;
  /** The newest signed time this device has seen, seconds: a clock before it is wrong. */
  readonly newestSignedTime?: number;
}

/** A code whose signature holds, and what speaks against it already. */
export interface Resolved {
  readonly claims: Claims;
  readonly reasons: readonly RefuseReason[];
  /** Absent for a code that is only printed. */
  readonly live: { readonly step: number } | undefined;
}

export type ResolveGranted = (
  container: Container,
  context: Omit<VerifyContext, 'granted'>,
) => Promise<Resolved | Reason>;

export async function verifyCode(text: string, context: VerifyContext): Promise<Verdict> {
  const bytes = bytesOfText(text);
  const container = bytes && parseContainer(bytes);
  if (!container) return { verdict: 'refuse', reasons: ['malformed'] };
  const resolved = await (container.grant ? context.granted : resolveIssued)(container, context);
  if (typeof resolved === 'string') return { verdict: verdictOf([resolved]), reasons: [resolved] };
  const { claims, live } = resolved;
  const step = live
    ? checkStep(claims, live.step, Math.floor((context.seenAt ?? context.now) / 1000))
    : claims.anchor && 'missing';
  const reasons = [
    ...resolved.reasons,
    ...refuseReasons(claims, step, context),
    ...unsureReasons(claims, step, context),
  ];
  return { verdict: verdictOf(reasons), reasons, claims, presence: live ? 'live' : 'printed' };
}

/** Undefined for a code that was made to be printed; `missing` where one that is to be shown live comes without. */
type Liveness = LiveCheck | 'missing' | undefined;

const isRefusal = (reason: Reason): boolean => (REFUSE_REASONS as readonly Reason[]).includes(reason);

const verdictOf = (reasons: readonly Reason[]): Verdict['verdict'] =>
  reasons.some(isRefusal) ? 'refuse' : reasons.length > 0 ? 'unsure' : 'genuine';

/** A code that the server signed. */
async function resolveIssued(container: Container, context: VerifyContext): Promise<Resolved | Reason> {
  const { alg, payload, signature, signed, kid, live } = container;
  const claims = decodeClaims(payload);
  if (!claims) return 'unsupported-version';
  const key = findKey(context.keys, kid, 'codes');
  if (!key) return 'unknown-key';
  if (key.alg !== alg || !(await context.verifySignature(alg, key.publicKey, signed, signature)))
    return 'bad-signature';
  if (live && !(await isLinked(claims, live, context))) return 'bad-signature';
  return { claims, live, reasons: keyCovers(key, claims, seconds(context)) ? [] : ['key-not-valid-then'] };
}

async function isLinked(
  { anchor }: Claims,
  live: LivePart,
  { sha256, liveEnd = endOf(live, sha256) }: VerifyContext,
): Promise<boolean> {
  const end = await liveEnd;
  return !!anchor && !!end && equalBytes(anchor, end);
}

const seconds = ({ now }: { readonly now: number }): number => Math.floor(now / 1000);

function refuseReasons(claims: Claims, step: Liveness, context: VerifyContext): RefuseReason[] {
  const reasons: RefuseReason[] = [];
  if (isWithdrawn(context.status, statusEntryOf(claims))) reasons.push('withdrawn');
  if (seconds(context) < claims.notBefore) reasons.push('not-yet-valid');
  if (seconds(context) >= claims.expires) reasons.push('expired');
  if (context.expectedEnterprise !== undefined && context.expectedEnterprise !== claims.enterprise) {
    reasons.push('wrong-enterprise');
  }
  if (step === 'old' || step === 'missing') reasons.push('copied');
  return reasons;
}

function unsureReasons(claims: Claims, step: Liveness, context: VerifyContext): UnsureReason[] {
  const at = seconds(context);
  const { keys, catalog, newestSignedTime = 0 } = context;
  const list = context.status.get(claims.statusShard);
  const reasons: UnsureReason[] = [];
  const newest = Math.max(newestSignedTime, keys.issuedAt, list?.issuedAt ?? 0);
  if (step === 'ahead' || at < newest - inSeconds(CLOCK_TOLERANCE)) reasons.push('clock-suspect');
  if (at >= keys.staleAt) reasons.push('stale-keys');
  if (!list || at >= list.issuedAt + list.ttl) reasons.push('stale-status');
  if (claims.catalog > catalog.version || claims.matters.some((id) => !catalog.matters.has(id))) {
    reasons.push('unknown-matter');
  }
  return reasons;
}
