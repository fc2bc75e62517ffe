/** Sends what waits in a store: in the order of the chain, in as many requests as it takes. */
import { push, type Sending, type SendTrouble } from './push.ts';
import type { OutboxStore } from './store.ts';

/** In one request: half of what the server takes (`MAX_PUSH_ROWS`), as a shop's link is weak. */
const ROWS = 100;

export interface Round {
  readonly settled: number;
  readonly trouble: SendTrouble | undefined;
  /** ms the server asks to wait; 0 when it does not say. */
  readonly retryAfter: number;
}

/**
 * The server was there, also where nothing was settled as it signs by a key that came after this page: without asking for its
 * keys a page that stays open would send the same for ever.
 */
export const hasReached = ({ settled, trouble }: Round): boolean => settled > 0 || trouble === 'receipt';

/**
 * Each answer is kept before the next request goes. Ends early where none of the server came; an event that it has, but
 * that waits for an earlier one or whose receipt does not hold, keeps none back that comes after it.
 */
export async function sendAll(store: OutboxStore, { records, ...by }: Omit<Sending, 'publicKey'>): Promise<Round> {
  const { publicKey } = await store.device();
  let settled = 0;
  let trouble: SendTrouble | undefined;
  for (let from = 0; from < records.length; from += ROWS) {
    const answer = await push({ ...by, records: records.slice(from, from + ROWS), publicKey });
    for (const [id, sync] of answer.settled) await store.settle(id, sync);
    settled += answer.settled.size;
    trouble = answer.trouble ?? trouble;
    if (answer.trouble && answer.trouble !== 'receipt') return { settled, trouble, retryAfter: answer.retryAfter };
  }
  return { settled, trouble, retryAfter: 0 };
}
