/** The verdict of this phone on the code in the address. */
import { parseContainer } from '@liangma/shared/task-code/container';
import { endOf } from '@liangma/shared/task-code/live';
import { bytesOfText } from '@liangma/shared/task-code/text';
import { type ResolveGranted, verifyCode } from '@liangma/shared/task-code/verify';
import { newestTime } from '@liangma/shared/trust/trust';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { firstSeen, forgetSeen, newestSignedTime, noteSignedTime } from '../memory.ts';
import type { Channel, ShownCode } from './shown-code.ts';
import type { TrustState } from './trust.ts';

/** Loaded when such a code is met: few are, and the first screen has to be small. */
const granted: ResolveGranted = async (...code) => (await import('./grants.ts')).granted(...code);

/**
 * A code is live or a copy by when this browser first saw it: whoever reads for ten minutes has not scanned a copy.
 * Where its link leads takes a slow phone a while, so that this begins before the trust is there.
 */
export async function judge(text: string, channel: Channel, trusting: Promise<TrustState>): Promise<ShownCode> {
  const seenAt = firstSeen(text, Date.now());
  const shown = { text, channel, seenAt };
  const bytes = bytesOfText(text);
  const container = bytes && parseContainer(bytes);
  const live = container?.live;
  const liveEnd = live && endOf(live, sha256).catch(() => undefined);
  const state = await trusting;
  if (!('trust' in state)) return { ...shown, verdict: 'unsure', reasons: [state.obstacle] };
  try {
    const trust = container?.grant
      ? await (await import('./grants.ts')).withListOfGrant(container.grant, state.trust)
      : state.trust;
    const context = { ...trust, verifySignature, sha256, granted, seenAt, liveEnd };
    const verdict = await verifyCode(text, { ...context, now: Date.now(), newestSignedTime: newestSignedTime() });
    noteSignedTime(newestTime(trust));
    // By a clock that was put right it may be another verdict.
    if (verdict.verdict === 'refuse' || verdict.reasons.includes('clock-suspect')) forgetSeen(text);
    const { claims } = verdict;
    const onSite = claims?.issuedUnder && { onSite: (await import('./grants.ts')).onSiteOf(claims) };
    return { ...shown, ...verdict, ...onSite };
  } catch {
    return { ...shown, verdict: 'unsure', reasons: ['no-trust'] }; // what verifies such a code cannot be loaded
  }
}

/** The next moment, ms, at which time alone changes the verdict. */
export function nextBoundary({ claims }: ShownCode, now: number): number | undefined {
  if (!claims) return undefined;
  return [claims.notBefore * 1000, claims.expires * 1000].find((at) => at > now);
}
