/** Hints that something changed on the server. They carry no data: whoever hears one asks again. */
import { calmly } from './calmly.ts';
import { connection } from './connection.svelte.ts';
import { type Message, SharedStream } from './shared-stream.ts';

/** Without a stream, every half minute: some networks cut long connections, some proxies hold them back. */
const POLL_EVERY = 30_000;
/** With a stream too, because some figures change by time alone. */
const POLL_EVERY_WHILE_LIVE = 120_000;
/** Many hints at once are onhint as one. */
const CALM = 2_000;

const newChannel =
  'BroadcastChannel' in globalThis ? (): BroadcastChannel => new BroadcastChannel('liangma-stream') : undefined;

const listeners = new Set<() => void>();
let shared: { stream: SharedStream; stop: () => void } | undefined;

/** Calls `onhint` when something may have changed. Returns the end. All pages of all tabs share one connection. */
export function onChange(onhint: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const calmly = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      onhint();
    }, CALM);
  };
  listeners.add(calmly);
  shared ??= begin();
  return () => {
    listeners.delete(calmly);
    clearTimeout(waiting);
    if (listeners.size > 0) return;
    shared?.stop();
    shared = undefined;
  };
}

/**
 * Calls `onhint` at most once in `every` milliseconds, and only while the page is visible: for reads that cost the server
 * much. Returns the end.
 */
export function onChangeCalmly(every: number, onhint: () => void): () => void {
  const calm = calmly(every, isVisible, onhint);
  const stop = onChange(calm.hint);
  return () => {
    calm.end();
    stop();
  };
}

/** Ends the stream in every tab, because the session it was opened for is over. */
export function sessionEnded(): void {
  if (shared) shared.stream.sessionEnded();
  else tellTabs('session-ended');
}

/** Lets other tabs that still show a page listen again. */
export function sessionBegun(): void {
  if (shared) shared.stream.sessionBegun();
  else tellTabs('session-begun');
}

function tellTabs(message: Message): void {
  const channel = newChannel?.();
  channel?.postMessage(message);
  channel?.close();
}

function tell(): void {
  for (const onhint of listeners) onhint();
}

function begin(): { stream: SharedStream; stop: () => void } {
  connection.unknown();
  let polledAt = Date.now();
  const hint = (): void => {
    polledAt = Date.now();
    tell();
  };
  const stream = open({
    hint,
    beat: () => connection.answered(),
    broken: () => connection.broken(),
    session: hint,
  });
  const visible = (): void => {
    stream.visibilityChanged();
    if (!isVisible()) {
      connection.stop();
      return;
    }
    connection.unknown();
    hint();
  };
  document.addEventListener('visibilitychange', visible);
  const poll = setInterval(() => {
    const every = connection.isLost ? POLL_EVERY : POLL_EVERY_WHILE_LIVE;
    if (isVisible() && Date.now() - polledAt >= every) hint();
  }, POLL_EVERY / 2);
  const stop = (): void => {
    document.removeEventListener('visibilitychange', visible);
    clearInterval(poll);
    stream.close();
    connection.stop();
  };
  return { stream, stop };
}

function open(events: ConstructorParameters<typeof SharedStream>[1]): SharedStream {
  return new SharedStream(
    {
      connect: () => new EventSource('/api/sync/stream'),
      locks: navigator.locks,
      channel: newChannel,
      isVisible,
    },
    events,
  );
}

const isVisible = (): boolean => document.visibilityState === 'visible';
