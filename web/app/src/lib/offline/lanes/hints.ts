/**
 * Triggers of an exchange beside the timer: hints from the server, which say that something changed and carry no data, and a
 * page that becomes visible again, whose stream may have been frozen meanwhile.
 */

/** Debounce: a burst of hints makes one pull, ms. */
const GATHER = 300;

/** Returns the end. The browser reconnects by itself; a stream that the server refused is opened again on `online`. */
export function listen(onHint: () => void): () => void {
  let source: EventSource | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const hint = (): void => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      onHint();
    }, GATHER);
  };
  const open = (): void => {
    if (source && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource('/api/sync/stream');
    source.addEventListener('hint', hint);
    // After a gap nobody knows what was missed.
    source.addEventListener('open', hint);
  };
  const visible = (): void => {
    if (document.visibilityState !== 'visible') return;
    open();
    hint();
  };
  open();
  addEventListener('online', open);
  document.addEventListener('visibilitychange', visible);
  return () => {
    removeEventListener('online', open);
    document.removeEventListener('visibilitychange', visible);
    clearTimeout(gathering);
    source?.close();
  };
}
