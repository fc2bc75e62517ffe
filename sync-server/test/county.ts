/** The demo county of the tests of the server. */
import { systemRandom } from '../src/adapters/runtime.ts';
import { fillDemo } from '../src/demo/fill-demo.ts';
import type { Store } from '../src/ports/store.ts';

/** Tuesday 24 November 2026, 09:00 in China. */
export const NINE_O_CLOCK = Date.UTC(2026, 10, 24, 1);

/** Changes nothing in a store that holds something. */
export async function fillCounty(store: Store): Promise<void> {
  await fillDemo(store, { clock: { now: () => NINE_O_CLOCK }, random: systemRandom }, 'small');
}
