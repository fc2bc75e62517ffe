/** Runs of each property: two thousand with every change, a hundred thousand at night (`npm run nightly`). */
export const RUNS = Number(process.env.LIANGMA_RUNS ?? 2_000);

/** Milliseconds that a test of so many runs may take, on a slow machine with others at work. */
export const timeFor = (runs: number): number => 30_000 + 20 * runs;
