/** The form of a kept script (kept.ts lists them). */
import type { Shape, Step } from '../script/steps.ts';

export interface KeptScript {
  readonly name: string;
  /** The fault that it found when it was written. */
  readonly showed: string;
  readonly shape: Shape;
  readonly script: readonly Step[];
}

export const SMALL: Shape = { seed: 1, devices: 2, replicas: 1, hours: 1 };
