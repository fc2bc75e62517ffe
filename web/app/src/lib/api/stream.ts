/** Hints that something changed on the server. They carry no data: whoever hears one asks again. */

const POLL_EVERY = 30_000;
/** Many hints at once are heard as one. */
const CALM = 2_000;

/** Server-sent events, and a slow poll beside them for networks that cut long connections. Returns the end. */
export function onChange(heard: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const calmly = () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      heard();
    }, CALM);
  };
  const source = new EventSource('/api/sync/stream');
  source.addEventListener('hint', calmly);
  const poll = setInterval(() => {
    if (document.visibilityState === 'visible') heard();
  }, POLL_EVERY);
  return () => {
    source.close();
    clearInterval(poll);
    clearTimeout(waiting);
  };
}
