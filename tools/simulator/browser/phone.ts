/** A phone: what outlives its pages, and the pages that are open on it. */

import type { Weather } from '../network/weather.ts';
import type { Dice } from '../script/dice.ts';
import type { Time } from '../world/time.ts';
import { someChannels } from './channels.ts';
import { aDisk } from './disk.ts';
import { someLocks } from './locks.ts';
import type { Phone } from './phone-and-pages.ts';

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
