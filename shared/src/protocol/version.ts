/**
 * Version of the sync messages. A change of any schema in this folder fails `protocol.test.ts` until this number
 * is raised. Promise to old clients: version N−1 is understood for 180 days after version N.
 */
import { DAY, type Instant } from '../kernel/instant.ts';

export const PROTOCOL_VERSION = 5;
export const OLDEST_ACCEPTED_VERSION = 2;
/** Header in which a client states its version. */
export const PROTOCOL_HEADER = 'x-liangma-protocol';

/**
 * When each came. 3: quarantine, drafts, photos. 4: answers of a push in few words, receipts signed together. 5: returned
 * applications, references of exempt sources, findings kept with the task; tasks that lapsed or were inspected after a
 * refusal, refusals that are kept, proofs of answers at the door.
 */
const CAME: Readonly<Record<number, Instant>> = {
  3: Date.UTC(2026, 10, 25),
  4: Date.UTC(2026, 10, 27),
  5: Date.UTC(2026, 10, 30),
};

/** Before this day an older version may not be given up. A server tells such a client (RFC 8594, Sunset). */
export const understoodUntil = (version: number): Instant => (CAME[version + 1] ?? 0) + 180 * DAY;

/** `older`: `understoodUntil` its day. */
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
