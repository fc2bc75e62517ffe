/** The time by the server's clock as this device knows it. */
import { MINUTE } from '@liangma/shared/kernel/instant';

/** Up to a minute the two agree: answers tell the time in whole seconds, and some arrive late. */
export const knownNow = (now: number, skew: number): number => (Math.abs(skew) > MINUTE ? now - skew : now);
