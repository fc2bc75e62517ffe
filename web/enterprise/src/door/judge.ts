/** The verdict of this phone on the code in the address. */
import { type ResolveGranted, verifyCode } from '@liangma/shared/task-code/verify';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import type { Channel, ShownCode } from '../halves.ts';
import { newestSignedTime, noteSignedTime } from '../memory.ts';
import type { TrustState } from './trust.ts';

/** Loaded when such a code is met: few are, and the first screen has to be small. */
const granted: ResolveGranted = async (container, context) => {
  const { resolveGranted } = await import('@liangma/shared/task-code/granted-verify');
  return resolveGranted(async () => undefined)(container, context);
};

export async function judge(text: string, channel: Channel, state: TrustState, now: number): Promise<ShownCode> {
  if (!('trust' in state)) return { text, channel, verdict: 'unsure', reasons: [state.obstacle] };
  const { trust } = state;
  const context = { ...trust, now, verifySignature, sha256, granted, newestSignedTime: newestSignedTime() };
  try {
    const verdict = await verifyCode(text, context);
    noteSignedTime(Math.max(trust.keys.issuedAt, trust.status.issuedAt));
    return { text, channel, ...verdict };
  } catch {
    return judge(text, channel, { obstacle: 'no-trust' }, now); // what verifies such a code cannot be loaded
  }
}

/** The next moment, ms, at which time alone changes the verdict. */
export function nextBoundary({ claims }: ShownCode, now: number): number | undefined {
  if (!claims) return undefined;
  return [claims.notBefore * 1000, claims.expires * 1000].find((at) => at > now);
}
