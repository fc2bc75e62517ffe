/**
 * Checkpoint that a device reaches with the answer to its push: it need not pull events whose outcome it was told
 * (docs/adr/0019). Computed in the write that judges them, which locks the device, so nobody else judges its events meanwhile.
 */
import type { Checkpoint } from '@liangma/shared/protocol/documents';
import type { Reads } from '../ports/store.ts';
import type { StoredEvent } from './repository.ts';

/**
 * `pulled`, on to the last of the `answered` rows in each shard where it was answered of everything that came after; a shard with
 * anything else stays where it is. Undefined where all do. `answered`: as they are kept, each row where it stands now.
 */
export async function ackCheckpoint(
  tx: Reads<'events'>,
  device: string,
  pulled: Checkpoint,
  answered: readonly (StoredEvent | undefined)[],
): Promise<Checkpoint | undefined> {
  const numbers = new Map<string, Set<number>>();
  for (const row of answered) {
    if (!row || row.seq <= (pulled[row.shard] ?? 0)) continue;
    numbers.set(row.shard, (numbers.get(row.shard) ?? new Set()).add(row.seq));
  }
  const further: [string, number][] = [];
  for (const [shard, seqs] of numbers) {
    const all = await tx.events.countAfter(shard, device, pulled[shard] ?? 0);
    if (all === seqs.size) further.push([shard, Math.max(...seqs)]);
  }
  return further.length > 0 ? { ...pulled, ...Object.fromEntries(further) } : undefined;
}
