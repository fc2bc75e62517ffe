/**
 * Verification of a code that a device issued: the device's signature, under a grant that an issuing key signed.
 * Separate from `verify.ts`, because the page behind the QR loads it only when it meets such a code.
 */
import { equalBytes } from '../kernel/bytes.ts';
import { ALGORITHM } from '../kernel/cose.ts';
import { isWithdrawn, statusDay } from '../trust/status-list.ts';
import { grantRef, openGrant } from './grant.ts';
import { claimsOfGrantedCode, decodeGrantedCode, withinGrant } from './granted-code.ts';
import type { RefuseReason, ResolveGranted } from './verify.ts';

/** The signed grant with this reference, from what this device holds. */
export type FindGrant = (ref: Uint8Array) => Promise<Uint8Array | undefined>;

export const resolveGranted =
  (find: FindGrant): ResolveGranted =>
  async ({ alg, payload, signature, signed, grant: named, live }, context) => {
    const code = decodeGrantedCode(payload);
    if (!code || !named || live) return 'unsupported-version';
    const bytes = 'inline' in named ? named.inline : await find(named.ref);
    if (!bytes) return 'unknown-key';
    const ref = await grantRef(bytes, context.sha256);
    // The finder may return another grant of the same device, which has other limits.
    if ('ref' in named && !equalBytes(ref, named.ref)) return 'unknown-key';
    const { keys, status, verifySignature, sha256 } = context;
    const grant = await openGrant(bytes, keys, Math.floor(context.now / 1000), verifySignature);
    if (!grant.ok) return grant.error;
    const { deviceKey, statusShard: shard, statusIndex: index, expires } = grant.value;
    // A device has Ed25519 whatever the suite of the issuing key.
    if (alg !== ALGORITHM.eddsa || !(await verifySignature(alg, deviceKey, signed, signature))) return 'bad-signature';
    const reasons: RefuseReason[] = [];
    if (isWithdrawn(status, { shard, day: statusDay(expires), index })) reasons.push('grant-invalid');
    if (!withinGrant(code, grant.value)) reasons.push('grant-exceeded');
    return { claims: await claimsOfGrantedCode(code, grant.value, ref, sha256), live: { step: code.step }, reasons };
  };
