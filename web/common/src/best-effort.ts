/**
 * Awaits work whose failure changes nothing: `why` says how it may fail, and the failure goes to the console's debug level.
 * Resolves to undefined if it failed.
 */
export async function bestEffort<T>(work: Promise<T>, why: string): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    console.debug(why, error);
    return undefined;
  }
}
