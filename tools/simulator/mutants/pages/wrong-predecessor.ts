/** An event does not name the one before it. */
import * as real from '../../../../web/app/src/lib/offline/outbox/chain.ts';

import type { ChainHead } from '../../../../web/app/src/lib/offline/rows.ts';

export * from '../../../../web/app/src/lib/offline/outbox/chain.ts';

export const appendEvent: typeof real.appendEvent = (store, ...rest) => {
  let named: ChainHead;
  const own: real.ChainStore = {
    head: async () => {
      named = await store.head();
      return { ...named, hash: 'ab'.repeat(32) };
    },
    append: (row, _, next) => store.append(row, named, next),
  };
  return real.appendEvent(own, ...rest);
};
