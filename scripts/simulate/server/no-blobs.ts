/** The simulated phones send no photos. */
import type { Blobs } from '../../../sync-server/src/ports/blobs.ts';

const none = async (): Promise<never> => {
  throw new Error('no photos are simulated');
};

export const noBlobs: Blobs = {
  ...{ has: none, read: none, part: none, begin: none, append: none, finish: none, dropPart: none, sweep: none },
};
