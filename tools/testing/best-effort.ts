/**
 * Waits for work that may fail without harm and returns `undefined` then. The caller says why; with `LIANGMA_DEBUG` set, the
 * error is printed beside the reason.
 */
export async function bestEffort<T>(work: Promise<T>, why: string): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (process.env.LIANGMA_DEBUG) console.warn(`${why}:`, error);
    return undefined;
  }
}
