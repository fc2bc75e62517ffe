/**
 * Branded ids. A UUIDv7 (RFC 9562 §5.7) carries its time of birth, so ids sort by age. The task of a code that was
 * issued under a grant has a UUIDv8 (§5.8), which follows from grant and number.
 */
import * as v from 'valibot';
import { type Bytes, fromHex, toHex } from './bytes.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TASK_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const taskIdSchema = v.pipe(v.string(), v.regex(TASK_UUID), v.brand('TaskId'));
export type TaskId = v.InferOutput<typeof taskIdSchema>;

export const eventIdSchema = v.pipe(v.string(), v.regex(UUID), v.brand('EventId'));
export type EventId = v.InferOutput<typeof eventIdSchema>;

/** Hash of the device's public key, 16 bytes as hex: nobody can claim another's id. */
export const deviceIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/), v.brand('DeviceId'));
export type DeviceId = v.InferOutput<typeof deviceIdSchema>;

/** `random` gives 10 bytes, `now` is milliseconds since 1970. */
export function uuidV7(now: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, Math.floor(now / 0x10000));
  new DataView(bytes.buffer).setUint16(4, now % 0x10000);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return uuidFromBytes(bytes);
}

export const uuidToBytes = (uuid: string): Bytes => fromHex(uuid.replace(/-/g, '')) as Bytes;

export function uuidFromBytes(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const isUuidV7 = (text: string): boolean => UUID.test(text);
