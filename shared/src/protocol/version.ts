/**
 * Version of the sync messages. A change of any schema in this folder fails `protocol.test.ts` until this number
 * is raised. Promise to old clients: version N−1 is understood for 180 days after version N.
 */
import { DAY, type Instant } from '../kernel/instant.ts';

export const PROTOCOL_VERSION = 3;
export const OLDEST_ACCEPTED_VERSION = 2;
/** Header in which a client states its version. */
export const PROTOCOL_HEADER = 'x-liangma-protocol';

/** 2026-11-25, when version 3 came. */
const SINCE: Instant = Date.UTC(2026, 10, 25);
/** Before this day the version before may not be given up. A server tells such a client (RFC 8594, Sunset). */
export const OLDER_UNDERSTOOD_UNTIL: Instant = SINCE + 180 * DAY;

/** `older`: understood till `OLDER_UNDERSTOOD_UNTIL`. */
export type Heard = 'known' | 'older' | 'too-old' | 'too-new';

/**
 * [SYNC-19] How a server of this version hears a client that states its own. One that is newer may say what is not
 * understood here: taken for nonsense it would be refused for good, so that nothing of it is judged. One that states none
 * is a person at a shell, who sees the answer.
 */
export function heardAs(version: number | undefined): Heard {
  if (version === undefined || version === PROTOCOL_VERSION) return 'known';
  if (version > PROTOCOL_VERSION) return 'too-new';
  return version < OLDEST_ACCEPTED_VERSION ? 'too-old' : 'older';
}
