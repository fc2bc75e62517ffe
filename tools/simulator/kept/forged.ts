/** Scripts of a stranger in the connection who answers in the server's place. */
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { Step } from '../script/steps.ts';
import { BEFORE, TODAY } from '../versions.ts';
import { type KeptScript, SMALL } from './kept-script.ts';

export const KEPT_FORGED: readonly KeptScript[] = [
  {
    name: 'forged-on-a-revoked-device',
    showed:
      'A stranger’s “accepted” whose receipt the page could not check before it was closed was never looked at again on a revoked device: that was done after a pull of tasks alone. The event never reached the server.',
    shape: { devices: 3, replicas: 1, hours: 1, seed: 4 },
    script: [
      { at: 2 * SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
      { at: 3 * SECOND, do: 'apply', officers: [2, 1], minutes: 300 },
      // Nothing else is made behind it: what waits there would have it sent again. On each phone the network ends another while
      // after the stranger's word, so that one of them has no keys to check it by.
      ...[0, 1, 2]
        .flatMap((phone): Step[] => [
          { at: (5 + phone) * SECOND, do: 'open', phone },
          { at: (4 + phone) * MINUTE, do: 'revoke', phone },
          { at: (12 + phone) * MINUTE - 2 * SECOND, do: 'act', phone, act: 'sync' },
          { at: (12 + phone) * MINUTE - SECOND, do: 'weather', phone, weather: 'forged' },
          { at: (12 + phone) * MINUTE, do: 'act', phone, act: 'show' },
          { at: (12 + phone) * MINUTE + 40 + 50 * phone, do: 'weather', phone, weather: 'offline' },
          { at: (13 + phone) * MINUTE, do: 'close', phone },
        ])
        .sort((a, b) => a.at - b.at),
    ],
  },
  {
    name: 'forged-on-a-refused-record',
    showed:
      'A device that was cut off sent again what a server had refused, and a stranger accepted it. That receipt was never looked at, because the event was in the list of refused ones already.',
    shape: { ...SMALL, seed: 3, devices: 3 },
    script: [
      ...[0, 1, 2].map((n): Step => ({ at: (1 + n) * SECOND, do: 'apply', officers: [n, (n + 1) % 3], minutes: 300 })),
      ...[0, 1, 2].map((phone): Step => ({ at: (5 + phone) * SECOND, do: 'open', phone })),
      ...[0, 1, 2]
        .flatMap((phone): Step[] => [
          // More records than tasks, so that some are refused.
          { at: MINUTE + phone, do: 'weather', phone, weather: 'offline' },
          ...[1, 2, 3, 4].map((n): Step => ({ at: (60 + n) * SECOND + phone, do: 'act', phone, act: 'record' })),
          { at: 2 * MINUTE + phone, do: 'weather', phone, weather: 'good' },
          { at: 121 * SECOND + phone, do: 'act', phone, act: 'sync' },
          // A server of the version before says of what is in quarantine that it waits.
          { at: 4 * MINUTE + phone, do: 'revoke', phone },
          { at: 242 * SECOND + phone, do: 'weather', phone, weather: 'slow' },
          { at: 245 * SECOND + phone, do: 'act', phone, act: 'odd' },
          { at: (275 + 15 * phone) * SECOND, do: 'weather', phone, weather: 'forged' },
          { at: (290 + 15 * phone) * SECOND, do: 'weather', phone, weather: 'offline' },
          { at: 6 * MINUTE + phone, do: 'close', phone },
        ])
        .concat([
          { at: 3 * MINUTE, do: 'apply', officers: [0, 1], minutes: 300 },
          { at: 181 * SECOND, do: 'apply', officers: [2, 1], minutes: 300 },
          { at: 200 * SECOND, do: 'roll', replica: 0, to: BEFORE },
          { at: 10 * MINUTE, do: 'roll', replica: 0, to: TODAY },
        ])
        .sort((a, b) => a.at - b.at),
    ],
  },
  {
    name: 'forged-beside-photos',
    showed: 'Nothing so far: it is there for the safeguard that checks by whom the receipt of a photo is signed.',
    shape: SMALL,
    script: [
      { at: 2 * SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
      { at: 5 * SECOND, do: 'open', phone: 0 },
      { at: 2 * MINUTE, do: 'act', phone: 0, act: 'show' },
      { at: 125 * SECOND, do: 'act', phone: 0, act: 'start' },
      ...Array.from({ length: 10 }, (_, i): Step => ({ at: (130 + i) * SECOND, do: 'act', phone: 0, act: 'photo' })),
      { at: 150 * SECOND, do: 'act', phone: 0, act: 'record' },
      // The record and some of each photo are at the server when a stranger answers in its place.
      ...Array.from({ length: 6 }, (_, i): Step[] => [
        { at: (150 + 60 * i) * SECOND, do: 'weather', phone: 0, weather: 'lossy' },
        { at: (151 + 60 * i) * SECOND, do: 'open', phone: 0 },
        { at: (180 + 60 * i) * SECOND, do: 'weather', phone: 0, weather: 'forged' },
        { at: (181 + 60 * i) * SECOND, do: 'open', phone: 0 },
      ]).flat(),
      { at: 10 * MINUTE, do: 'weather', phone: 0, weather: 'good' },
    ],
  },
];
