import { debuglog } from 'node:util';

const debug = debuglog('liangma');

/**
 * Awaits work whose failure changes nothing: `why` says how it may fail, and `NODE_DEBUG=liangma` prints the failure.
 * Resolves to undefined if it failed.
 */
export async function bestEffort<T>(work: Promise<T>, why: string): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    debug('%s: %o', why, error);
    return undefined;
  }
}
