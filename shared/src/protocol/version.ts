/**
 * Version of the sync messages. A change of any schema in this folder fails `protocol.test.ts` until the hash there follows;
 * once a version is released, such a change raises this number. Promise to old clients: messages of version N−1 are
 * understood for 180 days after version N (`older-clients.ts` says what such a client is told).
 */
import { DAY, type Instant } from '../kernel/instant.ts';

export const PROTOCOL_VERSION = 1;
export const OLDEST_ACCEPTED_VERSION = 1;
/** Header in which a client states its version. */
export const PROTOCOL_HEADER = 'x-liangma-protocol';

/** Versions that a server understands. Tests pass others than those of today. */
export interface Versions {
  readonly current: number;
  readonly oldest: number;
  /** Release of each version after the first. */
  readonly released: Readonly<Record<number, Instant>>;
}

export const VERSIONS: Versions = { current: PROTOCOL_VERSION, oldest: OLDEST_ACCEPTED_VERSION, released: {} };

/** First instant at which an older version may be given up. A server tells such a client (RFC 8594, Sunset). */
export const understoodUntil = (version: number, { released }: Versions): Instant =>
  (released[version + 1] ?? 0) + 180 * DAY;

/** `older`: understood until `understoodUntil`. */
export type VersionClass = 'known' | 'older' | 'too-old' | 'too-new';

/**
 * [SYNC-19] Classifies a client by the version that it states. A newer client may say what this server does not understand;
 * judging that as malformed would refuse it for good, so nothing of it is judged. A client without a version is a person
 * at a shell, who sees the answer.
 */
export function classifyVersion(version: number | undefined, { current, oldest }: Versions): VersionClass {
  if (version === undefined || version === current) return 'known';
  if (version > current) return 'too-new';
  return version < oldest ? 'too-old' : 'older';
}
