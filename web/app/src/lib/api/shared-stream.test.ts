import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Channel, type Message, SharedStream, type Source } from './shared-stream.ts';

class FakeSource implements Source {
  readyState = 0;
  #listeners = new Map<string, () => void>();
  addEventListener(type: string, notes: () => void): void {
    this.#listeners.set(type, notes);
  }
  close(): void {
    this.readyState = 2;
  }
  say(type: string): void {
    this.#listeners.get(type)?.();
  }
}

/** A browser: its locks, its channel, and every connection that was opened. */
class Browser {
  readonly sources: FakeSource[] = [];
  readonly #channels = new Set<Channel>();
  #queue: (() => Promise<void>)[] = [];
  #isHeld = false;

  get connections(): number {
    return this.sources.filter(({ readyState }) => readyState !== 2).length;
  }

  tab({ hasLocks = true } = {}) {
    const state = { visible: true, notes: [] as string[] };
    const note = (what: string) => () => void state.notes.push(what);
    const stream = new SharedStream(
      {
        connect: () => {
          const source = new FakeSource();
          this.sources.push(source);
          return source;
        },
        locks: hasLocks ? { request: this.#request as LockManager['request'] } : undefined,
        channel: () => this.#channel(),
        isVisible: () => state.visible,
      },
      { hint: note('hint'), beat: note('beat'), broken: note('broken'), session: note('session') },
    );
    const show = (visible: boolean): void => {
      state.visible = visible;
      stream.visibilityChanged();
    };
    return { stream, show, notes: state.notes };
  }

  readonly #request = (_: string, { signal }: LockOptions, held: () => Promise<void>): Promise<void> => {
    const turn = async (): Promise<void> => {
      if (signal?.aborted) return this.#next();
      this.#isHeld = true;
      await held();
      this.#next();
    };
    if (this.#isHeld) this.#queue.push(turn);
    else void turn();
    return Promise.resolve();
  };

  #next(): void {
    this.#isHeld = false;
    void this.#queue.shift()?.();
  }

  #channel(): Channel {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data) => {
        for (const other of this.#channels) {
          if (other !== channel) other.onmessage?.call(other as BroadcastChannel, { data } as MessageEvent<Message>);
        }
      },
      close: () => this.#channels.delete(channel),
    };
    this.#channels.add(channel);
    return channel;
  }
}

const settled = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

let browser: Browser;
beforeEach(() => {
  vi.useFakeTimers();
  browser = new Browser();
});
afterEach(() => void vi.useRealTimers());

test('ten tabs hold one connection, and a hint reaches all of them', () => {
  const tabs = Array.from({ length: 10 }, () => browser.tab());
  expect(browser.connections).toBe(1);
  browser.sources[0]?.say('open');
  browser.sources[0]?.say('hint');
  for (const { notes } of tabs) expect(notes).toEqual(['beat', 'hint', 'hint']);
});

test('when the leading tab is hidden or closed, another one connects', async () => {
  const [first, second, third] = [browser.tab(), browser.tab(), browser.tab()];
  first.show(false);
  await settled();
  expect([browser.connections, first.stream.leads, second.stream.leads]).toEqual([1, false, true]);
  second.stream.close();
  await settled();
  expect([browser.connections, third.stream.leads]).toEqual([1, true]);
});

test('hidden tabs hold no connection, and one that is shown again connects', async () => {
  const tabs = [browser.tab(), browser.tab()];
  for (const tab of tabs) tab.show(false);
  await settled();
  expect(browser.connections).toBe(0);
  tabs[1]?.show(true);
  await settled();
  expect([browser.connections, tabs[1]?.stream.leads]).toEqual([1, true]);
});

test('signing out ends the connection in every tab; signing in lets them listen again', async () => {
  const [first, second] = [browser.tab(), browser.tab()];
  second.stream.sessionEnded();
  await settled();
  expect([browser.connections, first.notes]).toEqual([0, ['session']]);
  second.stream.sessionBegun();
  await settled();
  expect(browser.connections).toBe(1);
});

test('without Web Locks each visible tab connects by itself and a hidden one does not', () => {
  const [first, second] = [browser.tab({ hasLocks: false }), browser.tab({ hasLocks: false })];
  expect(browser.connections).toBe(2);
  second.show(false);
  browser.sources[0]?.say('hint');
  expect([browser.connections, first.notes, second.notes]).toEqual([1, ['hint'], []]);
});

test('a new tab learns from the leader that the server is there', () => {
  browser.tab();
  browser.sources[0]?.say('open');
  expect(browser.tab().notes).toEqual(['beat']);
});

test('a tab that is shown beside the leading one learns that the server is there', async () => {
  const [, second] = [browser.tab(), browser.tab()];
  browser.sources[0]?.say('open');
  second.show(false);
  await settled();
  second.notes.length = 0;
  second.show(true);
  expect([second.notes, browser.connections]).toEqual([['beat'], 1]);
});

test('a stream that the server refused is opened again later', async () => {
  const { notes } = browser.tab();
  browser.sources[0]?.close();
  browser.sources[0]?.say('error');
  expect(notes).toEqual(['broken']);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(browser.connections).toBe(1);
});
