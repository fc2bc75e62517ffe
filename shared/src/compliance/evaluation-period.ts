/**
 * EVAL-1: time after the inspection in which an evaluation can be given and corrected. A module of its own, because the
 * first screen behind the QR has no room for the whole policy and its schema.
 */
import { DAY, type Instant, SECOND } from '../kernel/instant.ts';

export const EVALUATION_PERIOD = 15 * DAY;
export const EVALUATION_DAYS = EVALUATION_PERIOD / DAY;

/** Returns until when a verifier that knows the code alone takes it to be open; `expires` in seconds since 1970. */
export const evaluableUntil = ({ expires }: { readonly expires: number }): Instant =>
  expires * SECOND + EVALUATION_PERIOD;
