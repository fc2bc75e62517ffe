/** What a kept script is (kept.ts has them). */
import type { Shape, Step } from '../script/steps.ts';

export interface KeptScript {
  readonly name: string;
  /** What was wrong then. */
  readonly showed: string;
  readonly shape: Shape;
  readonly script: readonly Step[];
}

export const SMALL: Shape = { seed: 1, devices: 2, replicas: 1, hours: 1 };
