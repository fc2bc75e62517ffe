/**
 * Limits for keys that are enrolled to nobody. Anybody can make such a key, so the server keeps nothing that it refuses
 * from it, and few events that wait. A browser of an enterprise keeps its own events with the answer, and sends an
 * event that was not kept again when a later one waits for it.
 */
import type { ServerLimits } from '../compliance/server-limits.ts';
import type { RejectCode } from '../protocol/documents.ts';

export const isStranger = ({ officer }: { readonly officer: string | null }): boolean => officer === null;

/** Refusals that no earlier event of the same key can cure: such an event does not wait for a gap to fill. */
const INCURABLE: readonly RejectCode[] = ['unknown-task', 'code-refused', 'not-assigned'];

export const isIncurable = (code: RejectCode): boolean => INCURABLE.includes(code);

/** [SYNC-22] Returns whether one more event of a key that is enrolled to nobody may wait at the server. */
export const mayWait = (waiting: number, { strangerWaiting }: Pick<ServerLimits, 'strangerWaiting'>): boolean =>
  waiting < strangerWaiting;

/** [SYNC-22] Returns whether an envelope of such a key is no longer than what a page can say. */
export const isOfPageLength = (
  bytes: number,
  { strangerEventBytes }: Pick<ServerLimits, 'strangerEventBytes'>,
): boolean => bytes <= strangerEventBytes;
