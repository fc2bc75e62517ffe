/**
 * Version of the sync messages. A change of any schema in this folder fails `protocol.test.ts` until this number
 * is raised. Promise to old clients: version N−1 is accepted for 180 days after version N.
 */
export const PROTOCOL_VERSION = 3;
export const OLDEST_ACCEPTED_VERSION = 2;
/** Header in which a client states its version. */
export const PROTOCOL_HEADER = 'x-liangma-protocol';
