/** Leader election between the tabs of an account: the lock holder exchanges with the server. */
import { bestEffort } from '@liangma/web-common/best-effort';

export interface Leadership {
  /** Resolves when this tab leads; never, once it has given up. */
  readonly leads: Promise<void>;
  giveUp(): void;
}

export function standForLeader(account: string): Leadership {
  const { locks } = navigator;
  // Without locks every tab exchanges. A page is written only if it goes on from the stored checkpoint (pull.ts).
  if (!locks) return { leads: Promise.resolve(), giveUp: () => undefined };
  const wish = new AbortController();
  let letGo = (): void => wish.abort();
  const leads = new Promise<void>((won) => {
    const held = (): Promise<void> =>
      new Promise((resolve) => {
        letGo = resolve;
        won();
      });
    const request = locks.request(`liangma-${account}-leader`, { signal: wish.signal }, held);
    void bestEffort(request, 'the tab has given up the wish');
  });
  return { leads, giveUp: () => letGo() };
}
