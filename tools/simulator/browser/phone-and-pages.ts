/** A phone and its pages know each other; both types are here, so that nothing else has to import in a circle. */
import type { Weather } from '../network/weather.ts';
import type { Dice } from '../script/dice.ts';
import type { Time } from '../world/time.ts';
import type { Channels } from './channels.ts';
import type { Disk, Reader } from './disk.ts';
import type { Locks } from './locks.ts';

/** A phone outlives its pages. */
export interface Phone {
  readonly name: string;
  readonly disk: Disk;
  readonly locks: Locks;
  readonly channels: Channels;
  readonly localStorage: Map<string, string>;
  /** The Cache API, flat. */
  readonly caches: Map<string, Uint8Array>;
  readonly dice: Dice;
  /** Its clock minus the true time, ms. */
  skew: number;
  weather: Weather;
  /** Session cookie of its browser. */
  cookie: string | undefined;
  /** Version that its app names in the protocol header; `undefined` for the real one. */
  protocol: number | undefined;
  /** It has the version of the app after this one. */
  isUpdated: boolean;
  /** Since when its weather is as it is. */
  weatherSince: number;
  /** Writes that will fail for lack of space. */
  fullFor: number;
  /** Count of times that its storage was cleared. */
  cleared: number;
  /** Files that its browser has saved for the person, the oldest first. */
  readonly files: Uint8Array[];
  /** The tabs that live, the oldest first. */
  pages: readonly Page[];
}

export interface Page extends Reader {
  readonly phone: Phone;
  /** Runs the next version of the app. */
  readonly isNewer: boolean;
  /** A request of it had no answer, or none that it could go on with. */
  troubled: boolean;
  /** Exports of the bundle. */
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
  readonly opens: (page: Page) => void;
  readonly migrates: (page: Page, database: string, when: 'begins' | 'ends') => void;
  /** The page died; whether a write was torn. */
  readonly died: (page: Page, torn: boolean) => void;
  readonly wroteToFullDisk: (page: Page) => void;
  readonly said: (page: Page, words: readonly unknown[]) => void;
}
