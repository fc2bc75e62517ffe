/** Verifies a task code as the server does: at a given time, without withdrawals or the age of lists. */
import { equalBytes } from '@liangma/shared/kernel/bytes';
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import { parseContainer } from '@liangma/shared/task-code/container';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { bytesOfText } from '@liangma/shared/task-code/text';
import { type Verdict, verifyCode } from '@liangma/shared/task-code/verify';
import type { StatusLists } from '@liangma/shared/trust/status-list';
import type { Deps } from '../deps.ts';
import { findGrant } from '../grants/grants.ts';

/** `ours`: texts of codes that lie in our own store. A code signed as one of them is not verified again. */
export async function codeAt(
  deps: Deps,
  text: string,
  now: number,
  {
    seenAt = now,
    ours = [],
  }: { readonly seenAt?: number | undefined; readonly ours?: readonly string[] | undefined } = {},
): Promise<Verdict> {
  const trust = await deps.trust.opened();
  return verifyCode(text, {
    keys: { ...trust.keys, issuedAt: 0, staleAt: Number.MAX_SAFE_INTEGER },
    status: NOTHING_WITHDRAWN,
    catalog: trust.catalog,
    now,
    seenAt,
    verifySignature: ours.includes(text) ? isOurs : knowing(ours, deps.signatures.verify),
    sha256: deps.signatures.sha256,
    granted: resolveGranted(findGrant(deps)),
  });
}

/** A list of every shard that never grows old. */
const NOTHING_WITHDRAWN: StatusLists = {
  get: (shard) => ({ shard, issuedAt: 0, ttl: Number.MAX_SAFE_INTEGER, days: new Map() }),
};

/** Verifies nothing: a code in our own store was signed by us, or verified when it came. */
const isOurs: VerifySignature = async () => true;

function knowing(ours: readonly string[], verify: VerifySignature): VerifySignature {
  return async (alg, key, message, signature) => {
    const isKnown = ours.some((text) => {
      const bytes = bytesOfText(text);
      const known = bytes && parseContainer(bytes);
      return known && equalBytes(known.signature, signature) && equalBytes(known.signed, message);
    });
    return isKnown || verify(alg, key, message, signature);
  };
}
