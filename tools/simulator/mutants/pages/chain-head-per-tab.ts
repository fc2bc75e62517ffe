/** Each tab goes on from the head that it made last, whatever another tab has written meanwhile. */
import * as real from '../../../../web/app/src/lib/offline/outbox/chain.ts';

import type { ChainHead } from '../../../../web/app/src/lib/offline/rows.ts';

export * from '../../../../web/app/src/lib/offline/outbox/chain.ts';

let made: ChainHead | undefined;

export const appendEvent: typeof real.appendEvent = (store, ...rest) => {
  const own: real.ChainStore = {
    head: async () => made ?? store.head(),
    append: async (row, _, next) => {
      made = next;
      return store.append(row, await store.head(), next);
    },
  };
  return real.appendEvent(own, ...rest);
};
