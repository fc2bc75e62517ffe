/** A simulated phone has a handful of tasks: pages and blocks are so small that it pulls several of them all the same. */
import type * as real from '../../../web/app/src/lib/offline/sizes.ts';

export * from '../../../web/app/src/lib/offline/sizes.ts';

const SMALL: Record<keyof typeof real, number> = { PULL_ROWS: 3, MANY_TASKS: 2, BLOCK_TASKS: 2 };

export const { PULL_ROWS, MANY_TASKS, BLOCK_TASKS } = SMALL;
