/** Broadcast channels of one origin on one phone. What is posted arrives a moment later, at every other end that still is. */
import type { Time } from '../world/time.ts';
import type { Reader } from './disk.ts';

export interface Channels {
  /** The class `BroadcastChannel` of this page. */
  for(page: Reader): new (name: string) => Channel;
}

interface Channel {
  readonly name: string;
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage(data: unknown): void;
  addEventListener(type: string, heard: (event: { data: unknown }) => void): void;
  removeEventListener(type: string, heard: (event: { data: unknown }) => void): void;
  close(): void;
}

type Heard = (event: { data: unknown }) => void;

interface End {
  readonly channel: Channel;
  hear(data: unknown): void;
}

export function someChannels(time: Time): Channels {
  const ends = new Set<End>();
  const post = (from: Channel, data: unknown): void => {
    const others = [...ends].filter(({ channel }) => channel !== from && channel.name === from.name);
    const arrive = (): void => {
      for (const end of others) if (ends.has(end)) end.hear(data);
    };
    time.after(0, arrive);
  };
  return {
    for: (page) => {
      function BroadcastChannel(name: string): Channel {
        const listeners = new Set<Heard>();
        const channel: Channel = {
          name,
          onmessage: null,
          postMessage: (data) => {
            if (!page.dead) post(channel, structuredClone(data));
          },
          addEventListener: (type, heard) => void (type === 'message' && listeners.add(heard)),
          removeEventListener: (_, heard) => void listeners.delete(heard),
          close: () => void ends.delete(end),
        };
        const hear = (data: unknown): void => {
          if (page.dead) return;
          channel.onmessage?.({ data });
          for (const listener of listeners) listener({ data });
        };
        const end = { channel, hear };
        ends.add(end);
        return channel;
      }
      return BroadcastChannel as unknown as new (
        name: string,
      ) => Channel;
    },
  };
}
