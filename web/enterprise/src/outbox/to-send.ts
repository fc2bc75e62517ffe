/** Chooses the events of the next round. */
import type { OutboxRecord } from './record.ts';

export const isUnsent = ({ document }: OutboxRecord): boolean =>
  document.sync.state === 'pending' || document.sync.state === 'waiting';

/** Most answered events that are sent again for one that waits. */
const BEFORE = 50;

/**
 * In the order of the chain. One that waits at the server waits for an earlier one of this browser (SYNC-3). Where that
 * was accepted already, the server was restored from an older copy and has lost it: it is sent again, and judged again.
 */
export function toSend(records: readonly OutboxRecord[]): OutboxRecord[] {
  const waits = records.findIndex(({ document }) => document.sync.state === 'waiting');
  const before = records.slice(Math.max(0, waits - BEFORE), Math.max(0, waits)).filter((record) => !isUnsent(record));
  return [...before, ...records.filter(isUnsent)].sort((a, b) => a.event.seq - b.event.seq);
}
