/**
 * All tabs of a browser share one event stream. HTTP/1.1 allows six connections per host and browser, so a stream for each
 * tab would leave none for requests. The tab that holds a Web Lock connects, and passes hints on by BroadcastChannel.
 * Hidden tabs neither hold nor wait for the lock. Where a browser has no Web Locks, each visible tab connects by itself.
 */

import { bestEffort } from '@liangma/web-common/best-effort';

/** The part of EventSource that is used. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: () => void): void;
  close(): void;
}

/** The part of BroadcastChannel that is used. */
export type Channel = Pick<BroadcastChannel, 'onmessage' | 'postMessage' | 'close'>;

export interface StreamWorld {
  readonly connect: () => Source;
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly channel: (() => Channel) | undefined;
  readonly isVisible: () => boolean;
}

export interface StreamEvents {
  /** Something may have changed on the server. */
  readonly hint: () => void;
  /** The server answered, by this tab or by the leader. */
  readonly beat: () => void;
  /** The connection broke. */
  readonly broken: () => void;
  /** Somebody signed out or in, in this browser. */
  readonly session: () => void;
}

export type Message = 'hint' | 'beat' | 'broken' | 'hello' | 'session-ended' | 'session-begun';

const LOCK = 'liangma-stream';
/** `EventSource.CLOSED`: the server refused the stream, and the browser does not try again by itself. */
const CLOSED = 2;
const TRY_AGAIN = 15_000;

export class SharedStream {
  readonly #world: StreamWorld;
  readonly #events: StreamEvents;
  readonly #channel: Channel | undefined;
  #source: Source | undefined;
  #candidacy: AbortController | undefined;
  #release: (() => void) | undefined;
  #isConnected = false;
  #isEnded = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(world: StreamWorld, events: StreamEvents) {
    this.#world = world;
    this.#events = events;
    // Without locks several tabs connect: none of them needs the hints of another.
    this.#channel = world.locks && world.channel?.();
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.#received(data as Message);
    this.visibilityChanged();
  }

  /** Tells whether this tab holds the connection. */
  get leads(): boolean {
    return this.#source !== undefined;
  }

  visibilityChanged(): void {
    if (this.#isEnded) return;
    if (!this.#world.isVisible()) {
      this.#standDown();
      return;
    }
    // Another visible tab may lead: it answers whether it is connected.
    this.#channel?.postMessage('hello' satisfies Message);
    this.#stand();
  }

  /** The session is over: no tab keeps a connection that was opened for it. */
  sessionEnded(): void {
    this.#channel?.postMessage('session-ended' satisfies Message);
    this.#isEnded = true;
    this.#standDown();
  }

  sessionBegun(): void {
    this.#channel?.postMessage('session-begun' satisfies Message);
    this.#isEnded = false;
    this.visibilityChanged();
  }

  close(): void {
    this.#isEnded = true;
    this.#standDown();
    this.#channel?.close();
  }

  #stand(): void {
    if (this.#source || this.#candidacy) return;
    const { locks } = this.#world;
    if (!locks || !this.#channel) {
      this.#connect();
      return;
    }
    const candidacy = new AbortController();
    this.#candidacy = candidacy;
    const held = (): Promise<void> => {
      if (candidacy.signal.aborted) return Promise.resolve();
      this.#connect();
      return new Promise((resolve) => {
        this.#release = resolve;
      });
    };
    void bestEffort(locks.request(LOCK, { signal: candidacy.signal }, held), 'the candidacy may be aborted');
  }

  #standDown(): void {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = undefined;
    this.#isConnected = false;
    this.#candidacy?.abort();
    this.#candidacy = undefined;
    this.#release?.();
    this.#release = undefined;
  }

  #connect(): void {
    const source = this.#world.connect();
    this.#source = source;
    const from = (listener: () => void) => () => {
      if (this.#source === source) listener();
    };
    // The server names its first event "open", as the browser names its own: both say that the way is open.
    source.addEventListener(
      'open',
      from(() => this.#opened()),
    );
    source.addEventListener(
      'beat',
      from(() => this.#tell('beat')),
    );
    source.addEventListener(
      'hint',
      from(() => this.#tell('hint')),
    );
    source.addEventListener(
      'error',
      from(() => this.#broke()),
    );
  }

  /** Nobody knows what was missed before the stream opened. */
  #opened(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#tell('beat');
    this.#tell('hint');
  }

  #broke(): void {
    this.#isConnected = false;
    this.#tell('broken');
    if (this.#source?.readyState !== CLOSED) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#connect(), TRY_AGAIN);
  }

  #tell(message: 'hint' | 'beat' | 'broken'): void {
    this.#channel?.postMessage(message);
    this.#events[message]();
  }

  #received(message: Message): void {
    if (message === 'hello') {
      if (this.#isConnected) this.#channel?.postMessage('beat' satisfies Message);
    } else if (message === 'session-ended') {
      this.#isEnded = true;
      this.#standDown();
      this.#events.session();
    } else if (message === 'session-begun') {
      this.#isEnded = false;
      this.visibilityChanged();
      this.#events.session();
    } else this.#events[message]();
  }
}
