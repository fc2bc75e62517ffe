/**
 * How far a device knows its own events when it hears what became of a push: what it was told so, it need not pull
 * (docs/adr/0019). In the write that judges them, which holds the device: until its end nobody else judges any of its events.
 */
import type { Checkpoint } from '@liangma/shared/protocol/documents';
import type { ReadTx, StoredEvent } from '../ports/store.ts';

/**
 * `pulled`, on to the last of the `told` rows in each shard where it was told of everything that came after; a shard with
 * anything else stays where it is. Undefined where all do. `told`: as they are kept, each row where it stands now.
 */
export async function knownUpTo(
  tx: ReadTx,
  device: string,
  pulled: Checkpoint,
  told: readonly (StoredEvent | undefined)[],
): Promise<Checkpoint | undefined> {
  const numbers = new Map<string, Set<number>>();
  for (const row of told) {
    if (!row || row.seq <= (pulled[row.shard] ?? 0)) continue;
    numbers.set(row.shard, (numbers.get(row.shard) ?? new Set()).add(row.seq));
  }
  const further: [string, number][] = [];
  for (const [shard, seqs] of numbers) {
    const all = await tx.countEventsAfter(device, shard, pulled[shard] ?? 0);
    if (all === seqs.size) further.push([shard, Math.max(...seqs)]);
  }
  return further.length > 0 ? { ...pulled, ...Object.fromEntries(further) } : undefined;
}
