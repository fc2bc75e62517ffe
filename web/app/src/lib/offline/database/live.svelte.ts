/**
 * A live query of either database as a rune. `make` runs in an effect: the runes it reads are tracked, and a change of one
 * makes a new query. The state is raw, so that rows never become deep proxies.
 */
interface Source<T> {
  subscribe(observer: { next: (value: T) => void; error: (error: unknown) => void }): { unsubscribe(): void };
}

export interface Live<T> {
  /** Undefined until the first answer. */
  readonly current: T | undefined;
  readonly error: unknown;
  /** It has answered, or failed to. */
  readonly settled: boolean;
}

/** Inside a component or an effect root. */
export function live<T>(make: () => Source<T> | undefined): Live<T> {
  let current = $state.raw<T>();
  let error = $state.raw<unknown>();
  // Keeps the outside subscription in step with the runes that `make` reads.
  $effect(() => {
    const subscription = make()?.subscribe({
      next: (value) => {
        current = value;
        error = undefined;
      },
      error: (reason) => {
        error = reason;
        console.error(reason);
      },
    });
    return () => subscription?.unsubscribe();
  });
  return {
    get current() {
      return current;
    },
    get error() {
      return error;
    },
    get settled() {
      return current !== undefined || error !== undefined;
    },
  };
}
