import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from './hints.ts';

class Stream extends EventTarget {
  static CLOSED = 2;
  static made: Stream[] = [];
  readyState = 1;
  constructor() {
    super();
    Stream.made.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
}

let page: EventTarget & { visibilityState: string };
let heard: number;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  Stream.made = [];
  heard = 0;
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const network = new EventTarget();
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('document', page);
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const)
    vi.stubGlobal(name, network[name].bind(network));
  stop = listen(() => heard++);
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const stream = () => Stream.made.at(-1) as Stream;
const settle = () => vi.advanceTimersByTime(1_000);

test('a burst of hints makes one exchange; so does a stream that opens, because hints may have been missed', () => {
  stream().dispatchEvent(new Event('open'));
  for (let i = 0; i < 5; i++) stream().dispatchEvent(new Event('hint'));
  settle();
  expect(heard).toBe(1);
  stream().dispatchEvent(new Event('hint'));
  settle();
  expect(heard).toBe(2);
});

test('a page that becomes visible asks at once, and opens a closed stream', () => {
  stream().close();
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  settle();
  expect([heard, Stream.made.length]).toEqual([0, 1]);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  settle();
  expect([heard, Stream.made.length]).toEqual([1, 2]);
});

test('when the network is back a closed stream is opened, and an open one is left alone', () => {
  dispatchEvent(new Event('online'));
  expect(Stream.made).toHaveLength(1);
  stream().close();
  dispatchEvent(new Event('online'));
  expect(Stream.made).toHaveLength(2);
});

test('after the end nothing asks any more', () => {
  stream().dispatchEvent(new Event('hint'));
  stop();
  page.dispatchEvent(new Event('visibilitychange'));
  dispatchEvent(new Event('online'));
  settle();
  expect([heard, stream().readyState]).toEqual([0, 2]);
});
