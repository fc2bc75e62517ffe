/** Sizes of pages and blocks; the simulator replaces them by very small ones. */

/** Rows of a pulled page. */
export const PULL_ROWS = 1_000;
/** Fewest tasks of a page that are stored in blocks (task-blocks.ts). */
export const MANY_TASKS = 10;
/**
 * Tasks per block. Larger blocks make the pull no faster, and a single task slower to read. The place of a task is computed from
 * it: a change needs a version of the database that writes all blocks again.
 */
export const BLOCK_TASKS = 100;
