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
