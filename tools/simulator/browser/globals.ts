/** Globals of a page, as its phone provides them. */
import * as indexedDb from 'fake-indexeddb';
import type { Page, PageWorld, Phone } from './phone-and-pages.ts';
import { webCrypto } from './web-crypto.ts';

export const isOnline = ({ weather }: Phone): boolean => weather.offline !== 1;

interface Window {
  addEventListener(type: string, heard: () => void): void;
  removeEventListener(type: string, heard: () => void): void;
}

/** Returns the globals of a page. All others are the same everywhere or absent, above all `process`. */
export function globalsOf(world: PageWorld, page: Page, window: Window): Record<string, unknown> {
  const { phone } = page;
  const { time } = world;
  const now = (): number => time.now() + phone.skew;
  const timers = timersOf(world, page);
  const { addEventListener, removeEventListener } = window;
  const own: Record<string, unknown> = {
    process: undefined,
    require: undefined,
    setImmediate: undefined,
    Worker: undefined,
    isNewerApp: page.isNewer,
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
    ...savingOf(page),
    caches: cachesOf(page),
    fetch: (path: string, init?: RequestInit) => world.fetch(page, path, init),
    BroadcastChannel: phone.channels.for(page),
    addEventListener,
    removeEventListener,
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
      /** Creates the link by which a file is saved. */
      createElement: () => ({ click: () => undefined }),
      addEventListener,
      removeEventListener,
    },
    console: consoleOf(world, page),
  };
  const self = Object.defineProperties({}, { ...COMMON, ...Object.getOwnPropertyDescriptors(own) });
  return { ...own, globalThis: self, self, window: self };
}

/** Globals that all pages share. They are own properties, because Dexie asks for the descriptor of `Promise`. */
const COMMON = Object.fromEntries(
  Object.entries(Object.getOwnPropertyDescriptors(globalThis)).filter(([, { value }]) => value !== undefined),
);

export const NAMES = [
  'globalThis',
  'self',
  'window',
  'process',
  'require',
  'setImmediate',
  'Worker',
  'EventSource',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'requestAnimationFrame',
  'Date',
  'Math',
  'performance',
  'crypto',
  'indexedDB',
  'localStorage',
  'caches',
  'fetch',
  'BroadcastChannel',
  'Blob',
  'URL',
  'addEventListener',
  'removeEventListener',
  'navigator',
  'location',
  'document',
  'console',
  ...Object.keys(indexedDb).filter((name) => name.startsWith('IDB')),
];

function timersOf(world: PageWorld, page: Page) {
  const { time } = world;
  const running = new Map<number, () => void>();
  let last = 0;
  const start = (ms: number, run: () => void, again: boolean, id = ++last): number => {
    const cancel = time.after(Math.max(again ? 1 : 0, ms || 0), () => {
      running.delete(id);
      if (page.dead) return;
      page.step('timer');
      if (page.dead) return;
      if (again) start(ms, run, again, id);
      try {
        run();
      } catch (error) {
        world.said(page, ['uncaught', error]);
      }
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

/** A link to a blob is made to save it: it is in the person's hands from then on, whatever becomes of the page. */
function savingOf({ phone }: Page) {
  class Blob {
    readonly bytes: Uint8Array;
    constructor(parts: readonly Uint8Array[]) {
      this.bytes = Uint8Array.from(Buffer.concat(parts));
    }
  }
  class PageUrl extends URL {
    static override createObjectURL(blob: unknown): string {
      phone.files.push((blob as Blob).bytes);
      return 'blob:';
    }
    static override revokeObjectURL(): void {}
  }
  return { Blob, URL: PageUrl };
}

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
