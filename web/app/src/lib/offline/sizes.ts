/** How much goes together; the simulator plays the same with very little. */

/** Rows of a page that is pulled. */
export const PULL_ROWS = 1_000;
/** Tasks of a page that lie in blocks (task-blocks.ts): fewer are not worth one. */
export const MANY_TASKS = 10;
/**
 * Tasks of a block. Larger ones make the pull no faster, and one task slower to read. Where a task lies is counted by it: with
 * another, blocks that are there have to be written anew (a version of the database).
 */
export const BLOCK_TASKS = 100;
