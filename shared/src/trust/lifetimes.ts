/**
 * Times that docs/task-code.md fixes for every verifier. Milliseconds, as all durations in the code; signed files state
 * whole seconds. What a place sets for itself stands in `compliance/policy.ts`.
 */
import { DAY, MINUTE, SECOND } from '../kernel/instant.ts';

/** A key set is stale from here on after its issue. */
export const KEYS_STALE_AFTER = 90 * DAY;
/** The key set names a key for so long after its end, so that its last code reads expired and not unknown. */
export const KEY_NAMED_AFTER_END = 90 * DAY;
/** A verifier without network believes a status list for so long. */
export const STATUS_TTL = 7 * DAY;
/** A sound phone clock may trail the server's by so much. */
export const CLOCK_TOLERANCE = 5 * MINUTE;

export const inSeconds = (duration: number): number => duration / SECOND;
