/** Waiting events that were too many for one write, in writes of their own. */
import type { Deps } from '../deps.ts';
import { noted, unchanged, type WriteTx } from '../ports/store.ts';
import { receipted } from './receipted.ts';
import { applyWaiting, aSlice, type Slice } from './record-event.ts';
import type { StoredEvent } from './repository.ts';

/** Applies what a write has left waiting, each slice in a write of its own, with a turn of the event loop between. */
export async function applyFurther(deps: Deps, devices: ReadonlySet<string>): Promise<void> {
  const left = [...devices];
  for (let device = left.shift(); device !== undefined; device = left.shift()) {
    await new Promise(setImmediate);
    const id = device;
    const { rows, hints } = await deps.store.write(async (tx) => {
      const slice = aSlice();
      const { value } = await receipted(deps, tx, (receiptedTx) => applyNoting(deps, receiptedTx, id, slice));
      left.push(...slice.more);
      const done = { rows: value, hints: slice.hints.values() };
      // Each that was judged has its hint, also one that is dropped.
      return slice.hints.size > 0 ? noted(done) : unchanged(done);
    });
    for (const hint of hints) deps.hints.publish(hint);
    if (rows.some(({ type }) => type === 'code-issued')) deps.trust.changed();
  }
}

/** Gives the rows that were judged. */
async function applyNoting(deps: Deps, tx: WriteTx, device: string, slice: Slice): Promise<StoredEvent[]> {
  const rows: StoredEvent[] = [];
  const saveEvent = async (row: StoredEvent): Promise<void> => {
    rows.push(row);
    await tx.events.save(row);
  };
  await applyWaiting(deps, { ...tx, events: { ...tx.events, save: saveEvent } }, device, slice);
  return rows;
}
