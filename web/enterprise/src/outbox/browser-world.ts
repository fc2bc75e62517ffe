/** The browser as the outbox sees it, and the moments at which it is worth trying again. */
import { bestEffort } from '@liangma/web-common/best-effort';
import type { Outbox, OutboxWorld } from './outbox.svelte.ts';

const SEND_LOCK = 'liangma-c-send';
const CHANNEL = 'liangma-c';

const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : undefined;

export const browserWorld = ({ trust, reached }: Pick<OutboxWorld, 'trust' | 'reached'>): OutboxWorld => ({
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  fetch: (...request) => fetch(...request),
  trust,
  reached,
  persist: () => {
    if (navigator.storage?.persist) void bestEffort(navigator.storage.persist(), 'it may be refused');
  },
  announce: () => channel?.postMessage('changed'),
  alone: async (work) => {
    if (!navigator.locks) return work();
    await navigator.locks.request(SEND_LOCK, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
    });
  },
});

/** Returns the end of it. */
export function keepSending(outbox: Outbox): () => void {
  const send = () => void outbox.flush();
  const seen = () => {
    if (!document.hidden) void outbox.refresh().then(send);
  };
  const changed = () => void outbox.refresh();
  addEventListener('online', send);
  document.addEventListener('visibilitychange', seen);
  channel?.addEventListener('message', changed);
  send();
  return () => {
    removeEventListener('online', send);
    document.removeEventListener('visibilitychange', seen);
    channel?.removeEventListener('message', changed);
    outbox.stop();
  };
}
