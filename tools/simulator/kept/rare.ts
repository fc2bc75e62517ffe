/**
 * Faults that few seeds meet, all of them in one script and so often that none can stay away: on PostgreSQL, where not all
 * hangs on the seed, the seeds of the gate may well miss one.
 */
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { Deed, Step } from '../script/steps.ts';
import { BEFORE, TODAY } from '../versions.ts';
import type { KeptScript } from './kept-script.ts';

const after = (minutes: number, seconds: number, deed: Deed): Step => ({
  at: minutes * MINUTE + seconds * SECOND,
  ...deed,
});
const times = (n: number, step: (i: number) => Step | readonly Step[]): Step[] =>
  Array.from({ length: n }, (_, i) => step(i)).flat();

const SENDS_PHOTOS: readonly Step[] = [
  after(0, 5, { do: 'open', phone: 0 }),
  after(2, 0, { do: 'weather', phone: 0, weather: 'lossy' }),
  ...times(10, (i) => after(2, 5 * i + 10, { do: 'act', phone: 0, act: 'photo' })),
  after(3, 20, { do: 'act', phone: 0, act: 'record' }),
  ...times(12, (i) => after(4 + i, 0, { do: 'open', phone: 0 })),
  after(16, 0, { do: 'weather', phone: 0, weather: 'good' }),
];

/** Events made meanwhile go into quarantine, and are decided case by case. */
const IS_SUSPENDED: readonly Step[] = [
  after(0, 6, { do: 'open', phone: 1 }),
  after(2, 0, { do: 'suspend', phone: 1 }),
  ...times(12, (i) => [
    after(3, 20 * i, { do: 'open', phone: 1 }),
    after(3, 20 * i + 5, { do: 'act', phone: 1, act: 'show' }),
  ]),
  ...times(12, (i) => after(9, 10 * i, { do: 'decide' })),
  after(12, 0, { do: 'reinstate', phone: 1 }),
];

const IS_OLDER: readonly Step[] = [
  after(13, 0, { do: 'protocol', phone: 1, version: BEFORE }),
  ...times(6, (i) => [
    after(13, 20 * i + 10, { do: 'open', phone: 1 }),
    after(13, 20 * i + 15, { do: 'act', phone: 1, act: 'show' }),
  ]),
  after(17, 0, { do: 'protocol', phone: 1, version: TODAY }),
];

const COMES_AND_GOES: readonly Step[] = [
  after(0, 7, { do: 'open', phone: 2 }),
  ...times(3, (i) => after(3, 30 * i, { do: 'leave', phone: 2 })),
  after(6, 0, { do: 'revoke', phone: 2 }),
  after(6, 10, { do: 'open', phone: 2 }),
  ...times(3, (i) => after(7, 30 * i, { do: 'leave', phone: 2 })),
  after(10, 0, { do: 'demote', phone: 2 }),
  after(12, 0, { do: 'promote', phone: 2 }),
  after(13, 0, { do: 'evict', phone: 2 }),
  after(13, 10, { do: 'open', phone: 2 }),
];

/** At each application a few statements later: most of what one asks for is written in transactions. */
const SERVER_ENDS: readonly Step[] = times(12, (i) => [
  after(18 + i, 0, { do: 'end-server', replica: 0, after: 3 * i + 3, away: 5 * SECOND }),
  after(18 + i, 1, { do: 'apply', officers: [0, 1], minutes: 300 }),
]);

export const RARE: KeptScript = {
  name: 'all-that-is-rare',
  showed: 'Nothing so far: it is there for the faults that few seeds meet.',
  shape: { seed: 1, devices: 3, replicas: 1, hours: 1 },
  script: [
    ...[0, 1, 2].map((first) => after(0, 1 + first, { do: 'apply', officers: [first, (first + 1) % 3], minutes: 300 })),
    ...[SENDS_PHOTOS, IS_SUSPENDED, IS_OLDER, COMES_AND_GOES, SERVER_ENDS].flat(),
  ].sort((a, b) => a.at - b.at),
};
