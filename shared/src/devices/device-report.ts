/**
 * Report of a device about itself, sent beside an exchange, so that its agency can answer whether all work has come in. It
 * holds no work: without it nothing is lost, and a server that does not take it changes nothing for the device.
 */
import * as v from 'valibot';
import { deviceIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { discardSchema, MAX_DISCARDS } from '../protocol/discard.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Exchanges with the server; each fails by itself. */
export const EXCHANGES = ['tasks', 'events', 'push', 'photos', 'drafts', 'draft-push'] as const;
export type Exchange = (typeof EXCHANGES)[number];

/** The newest event that the device has made; 0 before the first. */
const headSchema = v.object({ seq: count, hash: v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/)) });

export const deviceReportSchema = v.object({
  device: deviceIdSchema,
  /** The device's clock. */
  at: instantSchema,
  /** Not sent; sent, and waiting at the server for an earlier one; refused and kept on the device. */
  pending: count,
  waiting: count,
  parked: count,
  /** The last event that was made here: what the server has not seen up to it is missing for sure. */
  head: headSchema,
  /** Exchanges whose latest attempt failed. */
  failing: v.pipe(v.array(v.picklist(EXCHANGES)), v.maxLength(EXCHANGES.length)),
  /** Failed attempts since the last that succeeded, by the device's word for why. A newer app may have new words. */
  failures: v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^[a-z-]{1,32}$/)), count),
    v.check((failures) => Object.keys(failures).length <= 20),
  ),
  /** Device clock minus server clock as the device saw it, milliseconds. */
  skew: v.pipe(v.number(), v.integer()),
  /** The name of the build. */
  app: v.pipe(v.string(), v.maxLength(64)),
  /** Bytes in use and bytes that the browser gives; null where it does not tell. */
  storage: v.nullable(v.object({ used: count, quota: count })),
  /** The browser has promised not to clear it under pressure. */
  persisted: v.boolean(),
  /** The system had cleared what this account had on the device: when it was last whole, and what was unsent then. */
  evicted: v.nullable(v.object({ at: instantSchema, unsent: count })),
  /** Refused records that its officer is done with, latest first (SYNC-15). Absent from apps that cannot. */
  discarded: v.exactOptional(v.pipe(v.array(discardSchema), v.maxLength(MAX_DISCARDS))),
});
export type DeviceReport = v.InferOutput<typeof deviceReportSchema>;
