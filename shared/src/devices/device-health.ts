/**
 * Health of a device: has the server received everything that was done on it? Its chain shows for certain which numbers
 * exist and were not received. A silent device can also hold events that nobody has heard of, so it is called whole
 * only if nothing can have been done on it since its last contact.
 */

import * as v from 'valibot';
import type { Policy } from '../compliance/policy.ts';
import { type Instant, instantSchema } from '../kernel/instant.ts';
import type { DeviceReport } from './device-report.ts';

/** The last report of a device, as it was received. All times are the server's. */
export interface StoredReport {
  readonly report: DeviceReport;
  readonly receivedAt: Instant;
  /** When every exchange of the device had last succeeded; null while none has. */
  readonly lastSuccessAt: Instant | null;
  /** The version of the sync messages that its app speaks; null where it does not say. */
  readonly protocol: number | null;
}

/** Facts about a device that the server knows without a report from it. */
export interface DeviceFacts {
  readonly revokedAt: Instant | null;
  readonly lastContactAt: Instant;
  /** Judged up to here. */
  readonly lastSeq: number;
  /** Number of events before `lastSeq` that are still missing: the chain went on without them (SYNC-3). */
  readonly passed: number;
  /** Events received after a gap: how many, and the highest number among them; 0 without any. */
  readonly waiting: { readonly count: number; readonly highest: number };
  /** Tasks of its officer that could be worked on since the last contact, and whether it could issue codes. */
  readonly tasksSince: number;
  readonly mayIssue: boolean;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const concernSchema = v.variant('code', [
  /** The system cleared the device while records were unsent: they may be lost. */
  v.object({ code: v.literal('cleared'), events: count, at: instantSchema }),
  /** Made on the device, and not here; `sending` while it is in touch. */
  v.object({ code: v.picklist(['missing', 'sending']), events: count }),
  /** Refused by the server and kept on the device until somebody looks. */
  v.object({ code: v.literal('parked'), events: count }),
  /** Not heard since, and there was work to do. */
  v.object({ code: v.literal('may-hold'), since: instantSchema, tasks: count }),
  /** It has never reported. */
  v.object({ code: v.literal('unknown') }),
  v.object({ code: v.literal('failing'), attempts: count }),
  v.object({ code: v.literal('clock-off'), skew: v.number() }),
]);
export type Concern = v.InferOutput<typeof concernSchema>;
export type ConcernCode = Concern['code'];

/** `off`: revoked. Trouble first but for these. */
export const LIGHTS = ['red', 'amber', 'green', 'off'] as const;
export type Light = (typeof LIGHTS)[number];

export const deviceHealthSchema = v.object({
  light: v.picklist(LIGHTS),
  /** Worst first. */
  concerns: v.array(concernSchema),
  /** Everything made on it is here, as of `asOf`. */
  whole: v.boolean(),
  asOf: instantSchema,
});
export type DeviceHealth = v.InferOutput<typeof deviceHealthSchema>;

/** Worst first. What stands in the first list is about records. */
const RECORDS: readonly ConcernCode[] = ['cleared', 'missing', 'sending', 'parked', 'may-hold', 'unknown'];
const RED: readonly ConcernCode[] = ['cleared', 'missing'];

export function noteReport(
  before: StoredReport | undefined,
  report: DeviceReport,
  now: Instant,
  protocol: number | null,
): StoredReport {
  const succeeded = report.failing.length === 0;
  return { report, receivedAt: now, lastSuccessAt: succeeded ? now : (before?.lastSuccessAt ?? null), protocol };
}

/** [SYNC-13] */
export function healthOf(
  kept: StoredReport | undefined,
  device: DeviceFacts,
  now: Instant,
  policy: Pick<Policy, 'deviceSendingTime' | 'deviceFailures' | 'clockSkew'>,
): DeviceHealth {
  const inTouch = now - device.lastContactAt <= policy.deviceSendingTime;
  const records = [...cleared(kept), ...missing(kept, device, inTouch), ...parked(kept)];
  const whole = (concerns: readonly Concern[]) => !concerns.some(({ code }) => RECORDS.includes(code));
  const workedOn = device.tasksSince > 0 || device.mayIssue;
  const asOf = workedOn ? device.lastContactAt : now;
  // Nobody works with it any more: only what is known to have been made before counts.
  if (device.revokedAt !== null) return { light: 'off', concerns: records, whole: whole(records), asOf };
  const concerns: Concern[] = [
    ...records,
    ...(workedOn && !inTouch
      ? [{ code: 'may-hold' as const, since: device.lastContactAt, tasks: device.tasksSince }]
      : []),
    ...(kept ? [] : [{ code: 'unknown' as const }]),
    ...trouble(kept, policy),
  ];
  return { light: lightOf(concerns), concerns, whole: whole(concerns), asOf };
}

const lightOf = (concerns: readonly Concern[]): Light => {
  if (concerns.some(({ code }) => RED.includes(code))) return 'red';
  return concerns.length > 0 ? 'amber' : 'green';
};

/** The device itself heads its chain; what waits behind a gap shows a head too. */
function missing(kept: StoredReport | undefined, device: DeviceFacts, inTouch: boolean): Concern[] {
  const head = Math.max(kept?.report.head.seq ?? 0, device.waiting.highest);
  const events = Math.max(0, head - device.lastSeq - device.waiting.count) + device.passed;
  if (events === 0) return [];
  const stuck = device.passed > 0 || (kept?.report.failing.includes('push') ?? false);
  return [{ code: inTouch && !stuck ? 'sending' : 'missing', events }];
}

function cleared(kept: StoredReport | undefined): Concern[] {
  const evicted = kept?.report.evicted;
  return evicted && evicted.unsent > 0 ? [{ code: 'cleared', events: evicted.unsent, at: evicted.at }] : [];
}

const parked = (kept: StoredReport | undefined): Concern[] =>
  kept && kept.report.parked > 0 ? [{ code: 'parked', events: kept.report.parked }] : [];

/** Without network is no trouble: it is what the app is made for. */
const NO_TROUBLE = ['offline', 'unreachable'];

function trouble(
  kept: StoredReport | undefined,
  policy: Pick<Policy, 'deviceFailures' | 'clockSkew'>,
): readonly Concern[] {
  if (!kept) return [];
  const { failing, skew } = kept.report;
  const attempts = failing.length > 0 ? failuresOf(kept.report) : 0;
  return [
    ...(attempts >= policy.deviceFailures ? [{ code: 'failing' as const, attempts }] : []),
    ...(Math.abs(skew) > policy.clockSkew ? [{ code: 'clock-off' as const, skew }] : []),
  ];
}

/** Attempts that failed though there was network. */
export const failuresOf = (report: DeviceReport): number =>
  Object.entries(report.failures).reduce((sum, [kind, n]) => sum + (NO_TROUBLE.includes(kind) ? 0 : n), 0);

const CONCERNS: readonly ConcernCode[] = [...RECORDS, 'failing', 'clock-off'];

interface Seen {
  readonly health: DeviceHealth;
  readonly lastContactAt: Instant;
}

/** For sorting: trouble first, the worst of it, then what was silent longest. */
export function byTrouble(a: Seen, b: Seen): number {
  const worst = ({ health: { concerns } }: Seen): number =>
    concerns[0] ? CONCERNS.indexOf(concerns[0].code) : CONCERNS.length;
  const light = ({ health }: Seen): number => LIGHTS.indexOf(health.light);
  return light(a) - light(b) || worst(a) - worst(b) || a.lastContactAt - b.lastContactAt;
}

export interface Answer<T> {
  /** Everything made until this time on the devices that are whole has been received. */
  readonly asOf: Instant;
  readonly notWhole: readonly T[];
}

/** [SYNC-13] Is everything in? Yes where nothing is named. */
export function isAllIn<T extends { readonly health: DeviceHealth }>(devices: readonly T[], now: Instant): Answer<T> {
  const whole = devices.filter(({ health }) => health.whole);
  return {
    asOf: whole.reduce((earliest, { health }) => Math.min(earliest, health.asOf), now),
    notWhole: devices.filter(({ health }) => !health.whole),
  };
}
