/** 扫码记录 and the enterprise's answer at the door: it confirms, or it refuses on a ground (SHOW-1). */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';

/** The text that was scanned, as it was: the server checks it again. */
const codeText = v.pipe(v.string(), v.minLength(1), v.maxLength(4000));

export const SCAN_VERDICTS = ['genuine', 'refuse', 'unsure'] as const;
/** Way of a scan: our own camera view, the address a phone camera opened, the officer's device for a person without phone. */
export const SCAN_CHANNELS = ['camera', 'link', 'assisted'] as const;

export const scanSchema = v.object({
  code: codeText,
  verdict: v.picklist(SCAN_VERDICTS),
  channel: v.picklist(SCAN_CHANNELS),
  /** When this browser first saw the text: a live code is read in that moment, and answered when it has been read. */
  seenAt: v.exactOptional(instantSchema),
});
export type Scan = v.InferOutput<typeof scanSchema>;

export const REFUSAL_GROUNDS = [
  'no-valid-code',
  'fewer-than-two-officers',
  'certificate-mismatch',
  'matter-not-listed',
  'wrong-time-or-place',
  'other',
] as const;

export const refusalSchema = v.object({
  code: codeText,
  ground: v.picklist(REFUSAL_GROUNDS),
  note: v.pipe(v.string(), v.maxLength(500)),
  /** When this browser first saw a live code (SHOW-5): people read, choose a ground and write before they send. */
  seenAt: v.exactOptional(instantSchema),
});
export type Refusal = v.InferOutput<typeof refusalSchema>;
