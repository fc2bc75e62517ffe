/**
 * What asks for an exchange beside the timer: hints from the server that something changed, which carry no data, and a
 * page that is looked at again, whose stream may have been frozen meanwhile.
 */

/** A burst of hints is one pull. */
const GATHER = 300;

/** Returns the end. The browser reconnects by itself; a stream that the server refused is opened again on `online`. */
export function listen(heard: () => void): () => void {
  let source: EventSource | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const hint = (): void => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      heard();
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
