/**
 * Scripts that once found something, as short as `--shrink` could make them. They run before any seed: what a seed comes
 * to changes with the simulator, a script does not.
 */
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { Step } from '../script/steps.ts';
import { BEFORE, NEXT, TODAY } from '../versions.ts';
import { CAME_TO_A_DRAFT } from './draft.ts';
import { KEPT_FORGED } from './forged.ts';
import { type KeptScript, SMALL } from './kept-script.ts';
import { KEPT_SITE } from './site.ts';

/** A phone has receipts for what the server loses in this way, and says something more. */
const losing = (how: 'restore' | 'fail-over'): readonly Step[] => [
  { at: 2 * SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
  { at: 5 * SECOND, do: 'open', phone: 0 },
  { at: 2 * MINUTE, do: 'back-up' },
  { at: 3 * MINUTE, do: 'open', phone: 0 },
  { at: 3 * MINUTE + 5 * SECOND, do: 'act', phone: 0, act: 'show' },
  { at: 3 * MINUTE + 10 * SECOND, do: 'act', phone: 0, act: 'start' },
  { at: 6 * MINUTE, do: how },
  { at: 7 * MINUTE, do: 'act', phone: 0, act: 'show' },
];

const SHOWN_WHILE_SUSPENDED: readonly Step[] = [
  { at: 2 * SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
  { at: 5 * SECOND, do: 'open', phone: 0 },
  { at: 4 * MINUTE, do: 'suspend', phone: 0 },
  { at: 301 * SECOND, do: 'open', phone: 0 },
  { at: 303 * SECOND, do: 'act', phone: 0, act: 'show' },
];

/** Done without network, saved, and brought in four times: `beside` the push of the phone itself, or before. */
function handedOver(n: number, beside: boolean): readonly Step[] {
  const at = (second: number): number => (2 + 3 * n) * MINUTE + second * SECOND;
  const when = beside ? 'beside-a-push' : 'now';
  return [
    { at: at(0), do: 'weather', phone: 0, weather: 'offline' },
    { at: at(1), do: 'open', phone: 0 },
    { at: at(2), do: 'act', phone: 0, act: 'show' },
    { at: at(3), do: 'act', phone: 0, act: n === 0 ? 'start' : 'show' },
    { at: at(4), do: 'export', phone: 0 },
    ...(['whole', 'changed', 'cut', 'whole', 'changed'] as const).map(
      (file): Step => ({ at: at(10), do: 'import', phone: 0, file, when }),
    ),
    { at: at(20), do: 'weather', phone: 0, weather: 'good' },
    { at: at(21), do: 'act', phone: 0, act: 'sync' },
  ];
}

export const KEPT: readonly KeptScript[] = [
  {
    name: 'failed-over-to-a-standby-behind',
    showed:
      'A database that went on from an older state under the same epoch had lost events of which their devices had receipts, and none of them sent them again.',
    shape: SMALL,
    script: losing('fail-over'),
  },
  {
    name: 'restored-with-receipts-about',
    showed: 'Nothing so far: it is there for the safeguard that sends again what a restored server has lost.',
    shape: SMALL,
    script: losing('restore'),
  },
  {
    name: 'restored-before-enrolment',
    showed:
      'A store from before a device was enrolled answered its pulls with 403, for ever: that it had been replaced was asked after whether it knows the device.',
    shape: SMALL,
    script: [
      { at: SECOND, do: 'back-up' },
      { at: 2 * SECOND, do: 'open', phone: 0 },
      { at: 2 * MINUTE, do: 'apply', officers: [0, 1], minutes: 300 },
      { at: 5 * MINUTE, do: 'open', phone: 0 },
      { at: 8 * MINUTE, do: 'restore' },
    ],
  },
  {
    name: 'restored-with-nothing-pulled',
    showed:
      'A device that was enrolled after the backup and had no task yet kept no epoch of its empty pull, so that the restored store answered it with 403, for ever.',
    shape: { ...SMALL, seed: 112, devices: 3 },
    script: [
      { at: 14 * SECOND, do: 'back-up' },
      { at: 34 * SECOND, do: 'open', phone: 2 },
      { at: 12 * MINUTE, do: 'restore' },
      { at: 34 * MINUTE, do: 'apply', officers: [1, 2], minutes: 170 },
    ],
  },
  {
    name: 'revoked-in-setup',
    showed: 'A device whose key was revoked before it was set up could not be set up any more: the key stayed.',
    shape: SMALL,
    script: [
      { at: SECOND, do: 'open', phone: 0 },
      { at: 1_500, do: 'kill', phone: 0, after: 1 },
      { at: MINUTE, do: 'revoke', phone: 0 },
    ],
  },
  {
    name: 'waiting-on-a-revoked-device',
    showed:
      'An event that was told to wait, on a device that was revoked, never heard what became of it: pulls were refused, and only what was in quarantine was asked for by sending it again.',
    shape: { ...SMALL, seed: 8, devices: 3 },
    script: [
      { at: 7_144, do: 'apply', officers: [2, 1], minutes: 294 },
      { at: 38_169, do: 'open', phone: 2 },
      { at: 332_463, do: 'revoke', phone: 2 },
      { at: 1_110_105, do: 'roll', replica: 0, to: BEFORE },
      { at: 1_478_777, do: 'act', phone: 2, act: 'start' },
    ],
  },
  {
    name: 'revoked-before-a-backup-came-back',
    showed:
      'A device that was revoked pulls nothing, and so never heard that a restored server had lost what it had receipts of: those after it waited there for ever.',
    shape: { seed: 42, devices: 3, replicas: 1, hours: 1 },
    script: [
      { at: 1_393_525, do: 'apply', officers: [0, 1], minutes: 128 },
      { at: 2_124_459, do: 'open', phone: 1 },
      { at: 2_480_282, do: 'clock', phone: 1, by: -8_520_730 },
      { at: 2_533_978, do: 'revoke', phone: 1 },
      { at: 2_684_209, do: 'back-up' },
      { at: 3_202_595, do: 'act', phone: 1, act: 'refuse' },
      { at: 3_224_209, do: 'restore' },
    ],
  },
  {
    name: 'done-while-suspended',
    showed: 'Nothing so far: it is there for the safeguard that puts aside what a suspended officer does.',
    shape: SMALL,
    script: [...SHOWN_WHILE_SUSPENDED, { at: 8 * MINUTE, do: 'open', phone: 0 }],
  },
  {
    name: 'reassigned-with-an-event-in-quarantine',
    showed: 'Nothing so far: it is there for the safeguard that holds a task while work on it is not settled.',
    shape: { ...SMALL, seed: 3 },
    script: [
      ...SHOWN_WHILE_SUSPENDED,
      { at: 8 * MINUTE, do: 'reinstate', phone: 0 },
      { at: 9 * MINUTE, do: 'open', phone: 0 },
      // To whom is drawn: once it is to two others.
      ...[12, 15, 18].flatMap((minute): Step[] => [
        { at: minute * MINUTE, do: 'reassign' },
        { at: minute * MINUTE + 5 * SECOND, do: 'open', phone: 0 },
        { at: minute * MINUTE + 30 * SECOND, do: 'act', phone: 0, act: 'sync' },
      ]),
    ],
  },
  {
    name: 'decided-before-the-next-push',
    showed:
      'Nothing so far: it is there for the safeguard that an answer to a push is said to be all there is only where it is.',
    shape: SMALL,
    script: [
      ...SHOWN_WHILE_SUSPENDED,
      { at: 8 * MINUTE, do: 'reinstate', phone: 0 },
      { at: 9 * MINUTE, do: 'open', phone: 0 },
      // Once the network is back, what was shown goes up before what was decided comes down.
      { at: 12 * MINUTE, do: 'weather', phone: 0, weather: 'offline' },
      { at: 13 * MINUTE, do: 'decide' },
      { at: 14 * MINUTE, do: 'act', phone: 0, act: 'show' },
      { at: 15 * MINUTE, do: 'weather', phone: 0, weather: 'good' },
    ],
  },
  {
    name: 'handed-over-beside-its-own-push',
    showed:
      'Nothing so far: it is there for what a file brings in while its phone pushes the same, also twice, cut off or changed.',
    shape: SMALL,
    script: [
      ...[1, 2, 3].map((second): Step => ({ at: second * SECOND, do: 'apply', officers: [0, 1], minutes: 300 })),
      { at: 5 * SECOND, do: 'open', phone: 0 },
      ...[0, 1, 2, 3].flatMap((n) => handedOver(n, n % 2 === 0)),
    ],
  },
  {
    name: 'left-after-an-export',
    showed:
      'Nothing so far: it is there for the safeguard that a device is left with a file of what was not sent, and that the file brings it in.',
    shape: SMALL,
    script: [
      { at: 2 * SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
      { at: 5 * SECOND, do: 'open', phone: 0 },
      { at: 2 * MINUTE, do: 'revoke', phone: 0 },
      { at: 3 * MINUTE, do: 'open', phone: 0 },
      { at: 4 * MINUTE, do: 'weather', phone: 0, weather: 'failing' },
      ...Array.from({ length: 8 }, (_, i): Step[] => [
        { at: (241 + 5 * i) * SECOND, do: 'act', phone: 0, act: 'show' },
        { at: (242 + 5 * i) * SECOND, do: 'walk-out', phone: 0 },
      ]).flat(),
      { at: 5 * MINUTE, do: 'weather', phone: 0, weather: 'good' },
      { at: 5 * MINUTE, do: 'act', phone: 0, act: 'show' },
      { at: 5 * MINUTE + 1, do: 'leave', phone: 0 },
    ],
  },
  {
    name: 'updated-with-work-waiting',
    showed:
      'Nothing so far: it is there for what waits on a phone whose app is replaced by a newer one, with other databases.',
    shape: { ...SMALL, devices: 3 },
    script: [
      { at: SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
      { at: 2 * SECOND, do: 'apply', officers: [1, 2], minutes: 300 },
      ...[0, 1, 2].flatMap((phone): Step[] => [
        { at: (5 + phone) * SECOND, do: 'open', phone },
        { at: (60 + phone) * SECOND, do: 'act', phone, act: 'show' },
        { at: (120 + phone) * SECOND, do: 'weather', phone, weather: 'offline' },
        { at: (125 + phone) * SECOND, do: 'open', phone },
        ...[0, 1, 2].map((n): Step => ({ at: (130 + phone + 5 * n) * SECOND, do: 'act', phone, act: 'show' })),
      ]),
      // With network again by the time that the newer one begins.
      { at: 150 * SECOND, do: 'close', phone: 0 },
      { at: 151 * SECOND, do: 'weather', phone: 0, weather: 'good' },
      { at: 160 * SECOND, do: 'update', phone: 0, how: 'at-start' },
      { at: 161 * SECOND, do: 'open', phone: 0 },
      // Without: each time killed a little later.
      { at: 170 * SECOND, do: 'update', phone: 1, how: 'at-start' },
      ...Array.from({ length: 60 }, (_, i): Step => ({ at: (170 + i) * SECOND, do: 'start', phone: 1, dies: 1 + i })),
      // Beside a page that is open still, and then an older one once more.
      { at: 175 * SECOND, do: 'update', phone: 2, how: 'beside' },
      { at: 200 * SECOND, do: 'older-page', phone: 2 },
      { at: 220 * SECOND, do: 'open', phone: 2 },
    ].sort((a, b) => a.at - b.at) as Step[],
  },
  {
    name: 'key-compromised-while-phones-push',
    showed:
      'Nothing so far: it is there for receipts that nobody believes any more: what is sent again is given another, once.',
    shape: SMALL,
    script: [
      ...[1, 2, 3].map((second): Step => ({ at: second * SECOND, do: 'apply', officers: [0, 1], minutes: 300 })),
      ...[0, 1].flatMap((phone): Step[] => [
        { at: (5 + phone) * SECOND, do: 'open', phone },
        { at: (60 + phone) * SECOND, do: 'weather', phone, weather: 'lossy' },
      ]),
      // Pushes whose answers are lost, and files, come once more after it.
      ...[0, 1, 2, 3].flatMap((n): Step[] => [
        ...[0, 1].flatMap((phone): Step[] => [
          { at: (120 + 90 * n + phone) * SECOND, do: 'open', phone },
          { at: (122 + 90 * n + phone) * SECOND, do: 'act', phone, act: 'show' },
          { at: (123 + 90 * n + phone) * SECOND, do: 'act', phone, act: 'show' },
        ]),
        { at: (124 + 90 * n) * SECOND, do: 'export', phone: 0 },
        ...[125, 128, 138].map((second): Step => {
          return { at: (second + 90 * n) * SECOND, do: 'import', phone: 0, file: 'whole', when: 'now' };
        }),
        n % 2 === 0
          ? { at: (126 + 90 * n) * SECOND, do: 'compromise-keys', minutes: 1 }
          : { at: (126 + 90 * n) * SECOND, do: 'rotate-keys' },
      ]),
    ].sort((a, b) => a.at - b.at) as Step[],
  },
  {
    name: 'key-rotated-under-an-open-page',
    showed:
      'An enterprise’s page that stayed open while the server’s key for receipts was replaced asked for no newer keys: it held every receipt for wrong, and sent the same again for ever.',
    shape: SMALL,
    script: [
      { at: SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
      { at: 5 * SECOND, do: 'open', phone: 2 },
      { at: MINUTE, do: 'rotate-keys' },
      { at: 2 * MINUTE, do: 'open', phone: 2 },
      { at: 121 * SECOND, do: 'shop', phone: 2, act: 'scan' },
    ],
  },
  {
    name: 'servers-of-other-versions-and-clocks',
    showed:
      'Nothing so far: it is there for phones that go from one server to another whose version or clock is not the same. On SQLite there is one, which changes.',
    shape: SMALL,
    script: [
      ...[1, 2, 3].map((second): Step => ({ at: second * SECOND, do: 'apply', officers: [0, 1], minutes: 300 })),
      ...[0, 1, 2].map((phone): Step => ({ at: (5 + phone) * SECOND, do: 'open', phone })),
      { at: MINUTE, do: 'server-clock', replica: 1, by: 8 * MINUTE },
      ...[NEXT, BEFORE, BEFORE, TODAY].flatMap((to, n): Step[] => {
        const at = (second: number): number => (2 + 3 * n) * MINUTE + second * SECOND;
        return [
          { at: at(0), do: 'roll', replica: 0, to },
          { at: at(0), do: 'server-clock', replica: 0, by: (n % 2 === 0 ? -7 : 5) * MINUTE },
          // The app of one phone is there before its server, or after it.
          { at: at(1), do: 'protocol', phone: 0, version: n < 2 ? NEXT : TODAY },
          { at: at(1), do: 'weather', phone: 1, weather: 'lossy' },
          ...[0, 1].flatMap((phone): Step[] => [
            { at: at(2), do: 'open', phone },
            { at: at(4), do: 'act', phone, act: n === 3 ? 'start' : 'show' },
            { at: at(60), do: 'act', phone, act: 'show' },
          ]),
          { at: at(90), do: 'shop', phone: 2, act: 'scan' },
        ];
      }),
    ].sort((a, b) => a.at - b.at) as Step[],
  },
  {
    name: 'recorded-while-leaving',
    showed:
      'A revoked device was cleared when its session had ended at last, with what was recorded on it meanwhile: whether anything had to stay was asked before alone.',
    shape: SMALL,
    script: [
      { at: SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
      { at: 5 * SECOND, do: 'open', phone: 0 },
      { at: 2 * MINUTE, do: 'revoke', phone: 0 },
      { at: 3 * MINUTE, do: 'open', phone: 0 },
      { at: 4 * MINUTE, do: 'open', phone: 0 },
      { at: 4 * MINUTE, do: 'weather', phone: 0, weather: 'slow' },
      { at: 4 * MINUTE, do: 'leave', phone: 0 },
      { at: 241 * SECOND, do: 'act', phone: 0, act: 'show' },
      { at: 5 * MINUTE, do: 'open', phone: 1 },
    ],
  },
  {
    name: 'two-events-made-at-once',
    showed:
      'Nothing so far: it is there for the safeguard that an event is written after the head it was signed after.',
    shape: SMALL,
    script: [
      { at: 2 * SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
      { at: 5 * SECOND, do: 'open', phone: 0 },
      { at: 20 * SECOND, do: 'tab', phone: 0 },
      ...Array.from({ length: 8 }, (_, i): Step[] => [
        { at: MINUTE + 30 * i * SECOND, do: 'act', phone: 0, act: 'show' },
        { at: MINUTE + 30 * i * SECOND, do: 'act', phone: 0, act: 'show' },
      ]).flat(),
    ],
  },
  {
    name: 'killed-while-making-an-event',
    showed:
      'Nothing so far: it is there for the safeguard that an event and the head of its chain are written together.',
    shape: SMALL,
    script: [
      { at: 2 * SECOND, do: 'apply', officers: [0, 1], minutes: 300 },
      // The moment at which a page dies within the making of an event changes with the page: each time a little later.
      ...Array.from({ length: 24 }, (_, i): Step[] => [
        { at: MINUTE + 30 * i * SECOND, do: 'open', phone: 0 },
        { at: MINUTE + 30 * i * SECOND + 15 * SECOND, do: 'kill', phone: 0, after: 2 * i + 1 },
        { at: MINUTE + 30 * i * SECOND + 15 * SECOND + 1, do: 'act', phone: 0, act: 'show' },
      ]).flat(),
    ],
  },
  CAME_TO_A_DRAFT,
  ...KEPT_FORGED,
  ...KEPT_SITE,
];
