/** A device may be left with work that nobody has sent or saved. */
import type * as real from '../../../../web/app/src/lib/offline/device/sign-out.ts';

export * from '../../../../web/app/src/lib/offline/device/sign-out.ts';

export const mustStay: typeof real.mustStay = async () => undefined;
