/** Which tab of an account exchanges with the server: the one that holds the lock. It goes to another when that one ends. */
export interface Leadership {
  /** Resolves when this tab leads; never, once it has given up. */
  readonly leads: Promise<void>;
  giveUp(): void;
}

export function standForLeader(account: string): Leadership {
  const { locks } = navigator;
  // Without locks every tab exchanges: what each writes is written only where it has gone on from what is there (pull.ts).
  if (!locks) return { leads: Promise.resolve(), giveUp: () => undefined };
  const wish = new AbortController();
  let letGo = (): void => wish.abort();
  const leads = new Promise<void>((won) => {
    const held = (): Promise<void> =>
      new Promise((resolve) => {
        letGo = resolve;
        won();
      });
    locks.request(`liangma-${account}-leader`, { signal: wish.signal }, held).catch(() => undefined);
  });
  return { leads, giveUp: () => letGo() };
}
