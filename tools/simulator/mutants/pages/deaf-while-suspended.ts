/** [SYNC-9] A device that may not sign in never hears what supervisors decided. */
import type * as real from '../../../../web/app/src/lib/offline/exchange/undecided.ts';

export * from '../../../../web/app/src/lib/offline/exchange/undecided.ts';

export const askByPush: typeof real.askByPush = async (_, error) => {
  throw error;
};
