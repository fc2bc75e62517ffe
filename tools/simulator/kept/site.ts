/** Scripts for the rules of what happens at a door and afterwards. */
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { Deed, Step } from '../script/steps.ts';
import { type KeptScript, SMALL } from './kept-script.ts';

const at = (minutes: number, seconds: number, deed: Deed): Step => ({
  at: minutes * MINUTE + seconds * SECOND,
  ...deed,
});

const SHOP = 2;

/** An inspection, an officer's phone that has it, and an enterprise's phone. */
const begun = (minutes = 300): readonly Step[] => [
  at(0, 1, { do: 'apply', officers: [0, 1], minutes }),
  at(0, 5, { do: 'open', phone: 0 }),
  at(0, 6, { do: 'open', phone: SHOP }),
];

const REFUSED_ON_PAPER: KeptScript = {
  name: 'refused-on-a-printed-code',
  showed: 'Nothing so far: it is there for the safeguard that a printed code in other hands ends no inspection.',
  shape: SMALL,
  script: [
    ...begun(),
    at(2, 0, { do: 'shop', phone: SHOP, act: 'refuse' }),
    at(4, 0, { do: 'open', phone: 0 }),
    at(4, 5, { do: 'act', phone: 0, act: 'start' }),
    at(5, 0, { do: 'act', phone: 0, act: 'record' }),
  ],
};

/** The officer's phone hears nothing of the refusal; what it did is sent afterwards. */
const refusedMeanwhile = (deeds: readonly Step[]): readonly Step[] => [
  ...begun(),
  at(2, 0, { do: 'weather', phone: 0, weather: 'offline' }),
  ...[at(3, 0, { do: 'shop', phone: SHOP, act: 'refuse-live' }), ...deeds].sort((a, b) => a.at - b.at),
  at(6, 0, { do: 'weather', phone: 0, weather: 'good' }),
  at(6, 5, { do: 'act', phone: 0, act: 'sync' }),
];

const RECORDED_AFTER: KeptScript = {
  name: 'recorded-after-a-refusal',
  showed: 'Nothing so far: it is there for the safeguard that an inspection after a refusal is kept apart, and told.',
  shape: SMALL,
  script: refusedMeanwhile([
    at(4, 0, { do: 'open', phone: 0 }),
    at(4, 5, { do: 'act', phone: 0, act: 'start' }),
    at(5, 0, { do: 'act', phone: 0, act: 'record' }),
  ]),
};

const BEGUN_BEFORE: KeptScript = {
  name: 'begun-before-a-refusal',
  showed: 'Nothing so far: it is there for officers who began without network before a refusal that came in first.',
  shape: SMALL,
  script: refusedMeanwhile([
    at(2, 10, { do: 'open', phone: 0 }),
    at(2, 15, { do: 'act', phone: 0, act: 'start' }),
    at(5, 0, { do: 'act', phone: 0, act: 'record' }),
  ]),
};

const REFUSED_TWICE: KeptScript = {
  name: 'refused-twice-and-begun-between',
  showed:
    'Officers began after one refusal and before another. The later one came in first, and the inspection went on as if nobody had refused before it began.',
  shape: { ...SMALL, devices: 4 },
  script: [
    at(0, 1, { do: 'apply', officers: [0, 1], minutes: 300 }),
    ...[0, 4, 5].map((phone) => at(0, 5 + phone, { do: 'open', phone })),
    ...[0, 5].map((phone) => at(2, phone, { do: 'weather', phone, weather: 'offline' })),
    at(3, 0, { do: 'shop', phone: 5, act: 'refuse-live' }),
    at(3, 25, { do: 'open', phone: 0 }),
    at(3, 30, { do: 'act', phone: 0, act: 'start' }),
    at(4, 0, { do: 'shop', phone: 4, act: 'refuse-live' }),
    at(5, 0, { do: 'weather', phone: 5, weather: 'good' }),
    at(5, 5, { do: 'shop', phone: 5, act: 'look' }),
    at(7, 0, { do: 'weather', phone: 0, weather: 'good' }),
    at(7, 5, { do: 'act', phone: 0, act: 'sync' }),
    at(8, 0, { do: 'act', phone: 0, act: 'record' }),
  ],
};

/** Other officers are named, the enterprise refuses, and an officer began before it who knew of those others. */
const REFUSED_AFTER_CHANGES: KeptScript = {
  name: 'begun-before-a-refusal-after-changes',
  showed:
    'Nothing of the product: the check of tasks knew no change of officers before a refusal, and so took a start for one that knew of that.',
  shape: { ...SMALL, devices: 4 },
  script: [
    at(0, 1, { do: 'apply', officers: [0, 1], minutes: 300 }),
    ...[0, 1, 2, 3, 4].map((phone) => at(0, 5 + phone, { do: 'open', phone })),
    ...[10, 20, 30, 40].map((second) => at(1, second, { do: 'reassign' })),
    ...[0, 1, 2, 3].map((phone) => at(2, 30 + phone, { do: 'open', phone })),
    ...[0, 1, 2, 3].map((phone) => at(3, phone, { do: 'weather', phone, weather: 'offline' })),
    ...[0, 1, 2, 3].map((phone) => at(3, 10 + phone, { do: 'act', phone, act: 'start' })),
    at(4, 0, { do: 'shop', phone: 4, act: 'refuse-live' }),
    ...[0, 1, 2, 3].map((phone) => at(6, phone, { do: 'weather', phone, weather: 'good' })),
  ],
};

const EVALUATED_BY_MANY: KeptScript = {
  name: 'evaluated-by-many-keys',
  showed: 'Nothing so far: it is there for the safeguard that keys that were not at the door count for nothing.',
  shape: { ...SMALL, devices: 6 },
  script: [
    at(0, 1, { do: 'apply', officers: [0, 1], minutes: 300 }),
    at(0, 5, { do: 'open', phone: 0 }),
    ...[6, 7, 8].map((phone) => at(0, phone, { do: 'open', phone })),
    at(2, 0, { do: 'act', phone: 0, act: 'start' }),
    at(3, 0, { do: 'act', phone: 0, act: 'record' }),
    ...[7, 8].map((phone) => at(5, phone, { do: 'shop', phone, act: 'evaluate-unseen' })),
    at(6, 0, { do: 'apply', officers: [0, 1], minutes: 300 }),
    at(7, 0, { do: 'shop', phone: 6, act: 'scan-live' }),
    at(8, 0, { do: 'open', phone: 0 }),
    at(8, 5, { do: 'act', phone: 0, act: 'start' }),
    at(9, 0, { do: 'act', phone: 0, act: 'record' }),
    ...[7, 8].map((phone) => at(10, phone, { do: 'shop', phone, act: 'evaluate-unseen' })),
    at(11, 0, { do: 'shop', phone: 6, act: 'evaluate' }),
  ],
};

const LAPSED: KeptScript = {
  name: 'lapsed-and-brought-back',
  showed:
    'Nothing so far: it is there for a period that ends without a start, and for a start that comes in afterwards.',
  shape: SMALL,
  script: [
    ...begun(20),
    at(2, 0, { do: 'weather', phone: 0, weather: 'offline' }),
    at(3, 0, { do: 'open', phone: 0 }),
    at(3, 5, { do: 'act', phone: 0, act: 'start' }),
    // No phone sends anything about this task.
    at(4, 0, { do: 'apply', officers: [1, 0], minutes: 10 }),
    at(22, 0, { do: 'lapse', replica: 0 }),
    at(25, 0, { do: 'weather', phone: 0, weather: 'good' }),
    at(25, 5, { do: 'open', phone: 0 }),
  ],
};

const DONE_WHILE_REVOKED: KeptScript = {
  name: 'done-after-a-revocation',
  showed: 'Nothing so far: it is there for the safeguard that puts aside what a revoked device does.',
  shape: SMALL,
  script: [
    ...begun(),
    at(2, 0, { do: 'weather', phone: 0, weather: 'offline' }),
    at(3, 0, { do: 'revoke', phone: 0 }),
    at(4, 0, { do: 'open', phone: 0 }),
    at(4, 5, { do: 'act', phone: 0, act: 'show' }),
    at(4, 30, { do: 'act', phone: 0, act: 'start' }),
    at(6, 0, { do: 'weather', phone: 0, weather: 'good' }),
    at(6, 5, { do: 'open', phone: 0 }),
  ],
};

export const KEPT_SITE: readonly KeptScript[] = [
  REFUSED_ON_PAPER,
  RECORDED_AFTER,
  BEGUN_BEFORE,
  REFUSED_TWICE,
  REFUSED_AFTER_CHANGES,
  EVALUATED_BY_MANY,
  LAPSED,
  DONE_WHILE_REVOKED,
];
