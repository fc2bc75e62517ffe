/** Runs of each property: five thousand with every change, far more at night (`npm run nightly`). */
export const RUNS = Number(process.env.LIANGMA_RUNS ?? 5_000);

/** Milliseconds that a test of so many runs may take, on a slow machine with others at work. */
export const timeFor = (runs: number): number => 30_000 + 20 * runs;
