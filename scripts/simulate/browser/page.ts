/**
 * A page: the bundle, run afresh with the globals of its phone. Nothing of it is shared with another page but what the
 * phone keeps. When it dies, whatever it still waits for never comes.
 */
import { compileFunction } from 'node:vm';
import * as indexedDb from 'fake-indexeddb';
import type { Time } from '../time.ts';
import type { Reader } from './disk.ts';
import type { Phone } from './phone.ts';
import { webCrypto } from './web-crypto.ts';

export interface Page extends Reader {
  readonly phone: Phone;
  /** What the bundle exports. */
  readonly exports: unknown;
  /** Dies after so many events of storage, network and clock. */
  dieAfter(events: number): void;
  die(): void;
  readonly isVisible: boolean;
  show(visible: boolean): void;
  /** The network came or went. */
  tellNetwork(): void;
}

export type Fetch = (page: Page, path: string, init?: RequestInit) => Promise<Response>;

export interface PageWorld {
  readonly time: Time;
  readonly fetch: Fetch;
  /** `KIDHEX.PUBLICKEY_BASE64URL`, as the server writes it into each page. */
  readonly rootPin: string;
  /** The class `EventSource` of this page. */
  readonly hints: (page: Page) => unknown;
  /** The page died; whether a write was torn. */
  readonly died: (page: Page, torn: boolean) => void;
  readonly wroteToFullDisk: (page: Page) => void;
  readonly said: (page: Page, words: readonly unknown[]) => void;
}

/** `code` declares `Page`, which is what it exports. */
export const compilePage = (code: string, names: readonly string[] = NAMES) =>
  compileFunction(`${code}\nreturn Page;`, [...names], { filename: 'page.js' }) as (...values: unknown[]) => unknown;

export type PageCode = ReturnType<typeof compilePage>;

export function openPage(world: PageWorld, phone: Phone, code: PageCode): Page {
  let left = Number.POSITIVE_INFINITY;
  let visible = true;
  const listeners = listening();
  const page = {
    phone,
    dead: false,
    exports: undefined as unknown,
    step: () => {
      if (--left <= 0) page.die();
    },
    isFull: () => {
      if (phone.fullFor <= 0) return false;
      phone.fullFor--;
      world.wroteToFullDisk(page);
      return true;
    },
    dieAfter: (events: number) => {
      left = events;
    },
    die: () => {
      if (page.dead) return;
      page.dead = true;
      phone.pages = phone.pages.filter((other) => other !== page);
      const torn = phone.disk.sweep();
      phone.locks.sweep();
      world.died(page, torn);
    },
    get isVisible() {
      return visible;
    },
    show: (now: boolean) => {
      if (now === visible || page.dead) return;
      visible = now;
      listeners.tell('visibilitychange');
    },
    tellNetwork: () => {
      if (!page.dead) listeners.tell(isOnline(phone) ? 'online' : 'offline');
    },
  };
  const globals = globalsOf(world, page, listeners);
  page.exports = code(...NAMES.map((name) => globals[name]));
  phone.pages = [...phone.pages, page];
  return page;
}

const isOnline = ({ weather }: Phone): boolean => weather.offline !== 1;

interface Window {
  addEventListener(type: string, heard: () => void): void;
  removeEventListener(type: string, heard: () => void): void;
}

function listening() {
  const heard = new Map<string, Set<() => void>>();
  return {
    addEventListener: (type: string, listener: () => void) => {
      heard.set(type, (heard.get(type) ?? new Set()).add(listener));
    },
    removeEventListener: (type: string, listener: () => void) => void heard.get(type)?.delete(listener),
    tell: (type: string) => {
      for (const listener of heard.get(type) ?? []) listener();
    },
  };
}

/** What a page reaches by name. Whatever is not here is the same everywhere, or absent: `process` above all. */
function globalsOf(world: PageWorld, page: Page, window: Window): Record<string, unknown> {
  const { phone } = page;
  const { time } = world;
  const now = (): number => time.now() + phone.skew;
  const timers = timersOf(time, page);
  const { addEventListener, removeEventListener } = window;
  const own: Record<string, unknown> = {
    ...{ process: undefined, require: undefined, setImmediate: undefined, Worker: undefined },
    EventSource: world.hints(page),
    ...timers,
    requestAnimationFrame: (run: (at: number) => void) => timers.setTimeout(() => run(now()), 16),
    Date: dateBy(now),
    Math: Object.create(Math, { random: { value: () => phone.dice.next() } }),
    performance: { now: () => time.now() },
    crypto: webCrypto(phone.dice),
    ...Object.fromEntries(Object.entries(indexedDb).filter(([name]) => name.startsWith('IDB'))),
    indexedDB: phone.disk.for(page),
    localStorage: storageOf(page),
    caches: cachesOf(page),
    fetch: (path: string, init?: RequestInit) => world.fetch(page, path, init),
    BroadcastChannel: phone.channels.for(page),
    ...{ addEventListener, removeEventListener },
    navigator: {
      locks: phone.locks.for(page),
      storage: { persist: async () => true },
      get onLine() {
        return isOnline(phone);
      },
    },
    location: { origin: 'http://localhost:8787', href: 'http://localhost:8787/field', reload: () => undefined },
    document: {
      get visibilityState() {
        return page.isVisible ? 'visible' : 'hidden';
      },
      get hidden() {
        return !page.isVisible;
      },
      querySelector: () => ({ content: world.rootPin }),
      ...{ addEventListener, removeEventListener },
    },
    console: consoleOf(world, page),
  };
  const self = Object.defineProperties({}, { ...COMMON, ...Object.getOwnPropertyDescriptors(own) });
  return { ...own, globalThis: self, self, window: self };
}

/** What every page has alike, as own properties: Dexie asks for the descriptor of `Promise`. */
const COMMON = Object.fromEntries(
  Object.entries(Object.getOwnPropertyDescriptors(globalThis)).filter(([, { value }]) => value !== undefined),
);

const NAMES = [
  ...['globalThis', 'self', 'window', 'process', 'require', 'setImmediate', 'Worker', 'EventSource'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'requestAnimationFrame'],
  ...['Date', 'Math', 'performance', 'crypto', 'indexedDB', 'localStorage', 'caches', 'fetch', 'BroadcastChannel'],
  ...['addEventListener', 'removeEventListener', 'navigator', 'location', 'document', 'console'],
  ...Object.keys(indexedDb).filter((name) => name.startsWith('IDB')),
];

function timersOf(time: Time, page: Page) {
  const running = new Map<number, () => void>();
  let last = 0;
  const start = (ms: number, run: () => void, again: boolean, id = ++last): number => {
    const cancel = time.after(Math.max(again ? 1 : 0, ms || 0), () => {
      running.delete(id);
      if (page.dead) return;
      page.step('timer');
      if (page.dead) return;
      if (again) start(ms, run, again, id);
      run();
    });
    running.set(id, cancel);
    return id;
  };
  const clear = (id: number | undefined): void => {
    running.get(id ?? 0)?.();
    running.delete(id ?? 0);
  };
  type Run = (...args: unknown[]) => void;
  return {
    setTimeout: (run: Run, ms = 0, ...args: unknown[]) => start(ms, () => run(...args), false),
    setInterval: (run: Run, ms = 0, ...args: unknown[]) => start(ms, () => run(...args), true),
    clearTimeout: clear,
    clearInterval: clear,
  };
}

/** Instances are real dates; only "now" is the phone's. */
const dateBy = (now: () => number): DateConstructor =>
  new Proxy(Date, {
    construct: (target, args) => new target(...((args.length > 0 ? args : [now()]) as [number])),
    apply: () => new Date(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });

const storageOf = (page: Page) => ({
  getItem: (key: string) => page.phone.localStorage.get(key) ?? null,
  setItem: (key: string, value: string) => {
    if (!page.dead) page.phone.localStorage.set(key, value);
  },
  removeItem: (key: string) => void (page.dead || page.phone.localStorage.delete(key)),
});

const cachesOf = ({ phone }: Page) => ({
  open: async (cache: string) => ({
    match: async (key: string) => {
      const bytes = phone.caches.get(`${cache} ${key}`);
      return bytes && new Response(Uint8Array.from(bytes));
    },
    put: async (key: string, response: Response) => {
      phone.caches.set(`${cache} ${key}`, new Uint8Array(await response.arrayBuffer()));
    },
  }),
});

const consoleOf = (world: PageWorld, page: Page) =>
  Object.fromEntries(
    ['log', 'info', 'warn', 'error', 'debug', 'dir', 'trace'].map((level) => [
      level,
      (...words: unknown[]) => world.said(page, [level, ...words]),
    ]),
  );
