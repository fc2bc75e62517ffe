/** Waiting events that were too many for one write, in writes of their own. */
import type { Deps } from '../deps.ts';
import { noted, unchanged } from '../ports/store.ts';
import { applyWaiting } from './record-event.ts';
import { EventSession } from './session.ts';

/** Applies events that a write has left waiting, each slice in a write of its own, with a turn of the event loop between. */
export async function applyFurther(deps: Deps, devices: ReadonlySet<string>): Promise<void> {
  const left = [...devices];
  for (let device = left.shift(); device !== undefined; device = left.shift()) {
    await new Promise(setImmediate);
    const id = device;
    const { rows, hints } = await deps.store.write(async (tx) => {
      const session = new EventSession(deps, tx);
      await applyWaiting(deps, session, id);
      const rows = await session.finish();
      left.push(...session.more);
      const done = { rows: [...rows.values()], hints: session.hints.values() };
      // Each event that was judged has its hint, also one that is dropped.
      return session.hints.size > 0 ? noted(done) : unchanged(done);
    });
    for (const hint of hints) deps.hints.publish(hint);
    if (rows.some(({ type }) => type === 'code-issued')) deps.trust.changed();
  }
}
