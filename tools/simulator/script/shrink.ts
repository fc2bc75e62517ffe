/** Leaves out of a script that fails whatever it fails without. */
import { run } from '../run.ts';
import type { Stage } from '../world/world.ts';
import type { Shape, Step } from './steps.ts';

/** Halves first, then smaller and smaller parts: Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input. */
export async function shrink(stage: Stage, shape: Shape, script: readonly Step[]): Promise<readonly Step[]> {
  let left = script;
  for (let size = Math.ceil(script.length / 2); ; size = Math.ceil(size / 2)) {
    for (let from = 0; from < left.length; ) {
      const fewer = [...left.slice(0, from), ...left.slice(from + size)];
      if ((await run(stage, shape, fewer)).wrong.length > 0) left = fewer;
      else from += size;
    }
    if (size === 1) return left;
  }
}
