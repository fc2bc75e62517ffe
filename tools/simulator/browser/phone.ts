/** A phone: what outlives its pages, and the pages that are open on it. */

import type { Weather } from '../network/weather.ts';
import type { Dice } from '../script/dice.ts';
import type { Time } from '../world/time.ts';
import { type Channels, someChannels } from './channels.ts';
import { aDisk, type Disk } from './disk.ts';
import { type Locks, someLocks } from './locks.ts';
import type { Page } from './page.ts';

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

export const aPhone = (name: string, dice: Dice, time: Time, weather: Weather): Phone => ({
  name,
  dice,
  weather,
  disk: aDisk(),
  locks: someLocks(),
  channels: someChannels(time),
  localStorage: new Map(),
  caches: new Map(),
  files: [],
  skew: 0,
  cookie: undefined,
  protocol: undefined,
  isUpdated: false,
  weatherSince: 0,
  fullFor: 0,
  cleared: 0,
  pages: [],
});
