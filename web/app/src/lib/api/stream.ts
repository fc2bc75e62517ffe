/** Hints that something changed on the server. They carry no data: whoever hears one asks again. */

/** Server-sent events, and a slow poll beside them for networks that cut long connections. Returns the end. */
export function onChange(heard: () => void, pollEvery = 30_000): () => void {
  const source = new EventSource('/api/sync/stream');
  source.addEventListener('hint', heard);
  const poll = setInterval(() => {
    if (document.visibilityState === 'visible') heard();
  }, pollEvery);
  return () => {
    source.close();
    clearInterval(poll);
  };
}
